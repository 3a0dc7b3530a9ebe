using FluentValidation;

namespace OrleansStorage.Silo.Configuration;

/// <summary>What is wrong with <c>Storage:Admin</c>, a line a mistake.</summary>
internal sealed class AdminValidator : AbstractValidator<AdminSection>
{
    public AdminValidator()
    {
        RuleForEach(a => a.Addresses).Must(IsAddress).OverridePropertyName("Urls")
            .WithMessage((_, address) => $"Storage:Admin:Urls: '{address}' is not an http or https address with a port and without a path,"
                + " such as http://127.0.0.1:9776");
        RuleForEach(a => a.Hosts).Must(host => Uri.CheckHostName(host) != UriHostNameType.Unknown)
            .WithMessage((_, host) => $"Storage:Admin:Hosts: '{host}' is not a host's name without a port, such as silo1.example.org");
    }

    /// <summary>A star or a plus for the host is every address, as Kestrel has it.</summary>
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" && uri is { Port: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
