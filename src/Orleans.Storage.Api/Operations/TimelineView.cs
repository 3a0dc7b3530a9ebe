using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Operations;

/// <summary>Writes entries of a timeline. Times are UTC, durations ms; what is not known is null.</summary>
internal static class TimelineView
{
    /// <summary>One entry.</summary>
    public static void Write(Utf8JsonWriter json, TimelineEntry entry)
    {
        var operation = entry.Operation;
        json.WriteStartObject();
        json.WriteString("marker"u8, entry.Marker);
        json.WriteString("id"u8, operation.Id.Value);
        json.WriteString("operation"u8, operation.Kind);
        json.WriteString("subject"u8, operation.Subject);
        json.WriteString("user"u8, operation.UserId);
        json.WriteString("request_id"u8, operation.RequestId);
        json.WriteNumber("epoch"u8, operation.Epoch);
        json.WriteString("silo"u8, operation.Silo);
        json.WriteDate("started_at"u8, operation.StartedAt);
        json.WriteDate("ended_at"u8, operation.EndedAt);
        json.WriteNumber("duration_ms"u8, Math.Round((operation.EndedAt - operation.StartedAt).TotalMilliseconds, 1));
        json.WriteNumberOrNull("turn_ms"u8, operation.TurnMs);
        json.WriteNumberOrNull("intent_ms"u8, operation.IntentMs);
        json.WritePropertyName("array"u8);
        Write(json, operation.Array);
        json.WriteString("error"u8, operation.Error);
        json.WriteString("note"u8, operation.Note);
        json.WriteEndObject();
    }

    /// <summary>What an array shows of a host, or null.</summary>
    public static void Write(Utf8JsonWriter json, HostOnArray? shown)
    {
        if (shown is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteBoolean("exported"u8, shown.IsExported);
        json.WriteNumberOrNull("sessions"u8, shown.Sessions);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ArrayExchange? exchange)
    {
        if (exchange is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("verb"u8, WireName<IntentKind>.Of(exchange.Verb));
        json.WriteString("host"u8, exchange.Host);
        json.WriteString("target"u8, exchange.TargetName);
        json.WriteNumberOrNull("lun"u8, exchange.Lun);
        json.WriteString("found"u8, exchange.Found is { } found ? WireName<Found>.Of(found) : null);
        json.WriteString("said"u8, WireName<OutcomeKind>.Of(exchange.Said));
        json.WriteNumberOrNull("sessions_ended"u8, exchange.SessionsEnded);
        json.WritePropertyName("shows"u8);
        Write(json, exchange.Shows);
        json.WriteNumber("tries"u8, exchange.Tries ?? 1);
        json.WriteNumberOrNull("slot_ms"u8, exchange.SlotMs);
        json.WriteNumberOrNull("array_ms"u8, exchange.ArrayMs);
        json.WriteEndObject();
    }
}
