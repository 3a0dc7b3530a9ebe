using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansStorage.Cli.Rest;

/// <summary>How a connector is written for the API: what a host does not have is left out.</summary>
internal static class ConnectorJson
{
    public static JsonSerializerOptions Options { get; } = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
