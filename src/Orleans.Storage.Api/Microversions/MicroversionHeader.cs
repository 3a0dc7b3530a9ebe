using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Microversions;

/// <summary>The header <c>OpenStack-API-Version: volume X.Y</c>, in and out (contract §2).</summary>
internal static class MicroversionHeader
{
    /// <summary>The header's name.</summary>
    public const string Name = "OpenStack-API-Version";

    private const string Service = "volume";
    private static readonly StringValues[] Answers = [.. Enumerable.Range(0, Microversion.Maximum.Minor + 1).Select(m => new StringValues($"{Service} 3.{m}"))];
    private static readonly StringValues VaryAnswer = new(Name);

    /// <summary>The version that the request asks for; writes the answer's headers.</summary>
    /// <exception cref="ApiException">The header is malformed (400) or out of range (406).</exception>
    public static Microversion Negotiate(HttpContext http)
    {
        var version = http.Request.Headers.TryGetValue(Name, out var values) ? Parse(values.ToString(), http.Response) : Microversion.Minimum;
        Echo(http.Response, version);
        return version;
    }

    /// <summary>Says which version answers.</summary>
    public static void Echo(HttpResponse response, Microversion version) => Echo(response, Answers[version.Minor]);

    private static void Echo(HttpResponse response, StringValues version)
    {
        response.Headers[Name] = version;
        response.Headers.Vary = VaryAnswer;
    }

    private static Microversion Parse(string header, HttpResponse response)
    {
        var asked = VolumeElement(header) ?? throw ApiException.BadRequest(ApiException.Malformed);
        if (asked == "latest")
        {
            return Microversion.Maximum;
        }

        if (!Microversion.TryParse(asked, out var major, out var minor))
        {
            throw ApiException.BadRequest($"API Version String {asked} is of invalid format. Must be of format MajorNum.MinorNum.");
        }

        if (major == 3 && minor <= Microversion.Maximum.Minor)
        {
            return new(minor);
        }

        if (major == 3)
        {
            Echo(response, $"{Service} {asked}");
        }

        throw new ApiException(406, $"Version {asked} is not supported by the API. Minimum is {Microversion.Minimum} and maximum is {Microversion.Maximum}.");
    }

    private static string? VolumeElement(string header)
    {
        foreach (var element in header.Split(','))
        {
            if (element.Contains(Service, StringComparison.Ordinal))
            {
                var words = element.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                return words.Length == 2 ? words[1] : null;
            }
        }

        return null;
    }
}
