using System.Security.Cryptography;
using FluentValidation;
using OrleansStorage.Api.Identity.Keystone;
using OrleansStorage.Http;

namespace OrleansStorage.Silo.Configuration;

/// <summary>What is wrong with <c>Storage:Identity</c>, a line a mistake. It never repeats the password.</summary>
internal sealed class IdentityValidator : AbstractValidator<IdentitySection>
{
    private const string Section = "Storage:Identity:Keystone";

    public IdentityValidator()
    {
        RuleFor(i => i.Strategy).Must(s => s is "NoAuth" or "Keystone").WithMessage(i => $"Storage:Identity:Strategy is '{i.Strategy}', not NoAuth or Keystone");
        RuleFor(i => i.Keystone).ChildRules(ForKeystone).When(i => i.IsKeystone);
    }

    private static void ForKeystone(InlineValidator<KeystoneOptions> keystone)
    {
        keystone.RuleFor(k => k.Url).Must(IsUrl).WithMessage($"{Section}:Url is not an http or https address without user and query, such as https://keystone.example.org/v3");
        keystone.RuleFor(k => k.Username).NotEmpty().When(HasNoApplicationCredential).WithMessage($"{Section}:Username is missing; Keystone needs it, or an ApplicationCredentialId");
        keystone.RuleFor(k => k.Password).NotEmpty().When(HasNoApplicationCredential).WithMessage($"{Section}:Password is missing; Keystone needs it, or an ApplicationCredentialSecret");
        keystone.RuleFor(k => k.Username).Empty().Unless(HasNoApplicationCredential).WithMessage($"{Section}:Username and {Section}:ApplicationCredentialId are both set; keep one");
        keystone.RuleFor(k => k.Password).Empty().Unless(HasNoApplicationCredential).WithMessage($"{Section}:Password and {Section}:ApplicationCredentialSecret are both set; keep one");
        keystone.RuleFor(k => k.ApplicationCredentialId).NotEmpty().Unless(HasNoApplicationCredential).WithMessage($"{Section}:ApplicationCredentialId is missing; its secret needs it");
        keystone.RuleFor(k => k.ApplicationCredentialSecret).NotEmpty().Unless(HasNoApplicationCredential).WithMessage($"{Section}:ApplicationCredentialSecret is missing; the credential needs it");
        keystone.RuleFor(k => k.CaFile).Custom(CheckAuthorities);
        keystone.RuleFor(k => k.Project).NotEmpty().WithMessage($"{Section}:Project is empty");
        keystone.RuleFor(k => k.UserDomain).NotEmpty().WithMessage($"{Section}:UserDomain is empty");
        keystone.RuleFor(k => k.ProjectDomain).NotEmpty().WithMessage($"{Section}:ProjectDomain is empty");
        keystone.RuleFor(k => k.MaxAgeSeconds).InclusiveBetween(1, 3_600).WithMessage(k => $"{Section}:MaxAgeSeconds is {k.MaxAgeSeconds}, not from 1 to 3600");
        keystone.RuleFor(k => k.MaxTokens).InclusiveBetween(100, 10_000_000).WithMessage(k => $"{Section}:MaxTokens is {k.MaxTokens}, not from 100 to 10000000");
        keystone.RuleFor(k => k.TimeoutMs).InclusiveBetween(100, 60_000).WithMessage(k => $"{Section}:TimeoutMs is {k.TimeoutMs}, not from 100 to 60000");
    }

    private static bool HasNoApplicationCredential(KeystoneOptions keystone) => keystone is { ApplicationCredentialId: "", ApplicationCredentialSecret: "" };

    private static void CheckAuthorities(string? file, ValidationContext<KeystoneOptions> context)
    {
        if (string.IsNullOrEmpty(file)) return;
        try
        {
            AuthorityFile.Trust(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            context.AddFailure($"{Section}:CaFile cannot be used: {e.Message}");
        }
    }

    private static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Query: "", Fragment: "", UserInfo: "" };
}
