using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;

namespace OrleansStorage.Api.Operations;

/// <summary>How the record stands to an array, as operators see it.</summary>
internal static class StandingView
{
    /// <summary>Writes it under its name; null when nobody said.</summary>
    public static void WriteStanding(this Utf8JsonWriter json, BackendStanding? standing)
    {
        json.WritePropertyName("standing"u8);
        if (standing is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("kind"u8, WireName<RecordStanding>.Of(standing.Kind));
        json.WriteString("installation"u8, standing.Installation.ToString());
        json.WriteString("owner"u8, standing.Owner?.ToString());
        json.WriteNumber("record_generation"u8, standing.RecordGeneration);
        json.WriteNumber("array_generation"u8, standing.ArrayGeneration);
        json.WriteNumber("held_volumes"u8, standing.Held.Length);
        json.WriteString("why"u8, standing.Why);
        json.WriteEndObject();
    }
}
