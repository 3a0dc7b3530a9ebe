using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Connections;
using OrleansStorage.Transfers;

namespace OrleansStorage.Api.Transfers;

/// <summary>Writes transfers as one request may see them (contract §20). Their links name the older path, whichever was asked.</summary>
internal sealed class TransferView(ApiRequest request, CinderApiOptions options)
{
    private const int SnapshotsSince = 55;
    private const int ProjectsSince = 57;
    private readonly Links _links = Links.Of(request, options, TransfersResource.LegacyPath[1..]);

    /// <summary>An item of the short list, and the answer to an accept.</summary>
    public void WriteSummary(Utf8JsonWriter json, TransferDescription transfer)
    {
        json.WriteStartObject();
        WriteCommon(json, transfer);
        json.WriteEndObject();
    }

    /// <summary>The transfer of a look-up or of the long list.</summary>
    public void WriteDetail(Utf8JsonWriter json, TransferDescription transfer)
    {
        json.WriteStartObject();
        WriteAll(json, transfer);
        json.WriteEndObject();
    }

    /// <summary>The answer to a create: the only one that tells the key.</summary>
    public void WriteCreated(Utf8JsonWriter json, TransferDescription transfer, Secret key)
    {
        json.WriteStartObject();
        WriteAll(json, transfer);
        json.WriteString("auth_key"u8, key.Reveal);
        json.WriteEndObject();
    }

    private void WriteCommon(Utf8JsonWriter json, TransferDescription transfer)
    {
        json.WriteString("id"u8, transfer.Id.Value);
        json.WriteString("volume_id"u8, transfer.VolumeId.Value);
        json.WriteString("name"u8, transfer.Name);
        _links.Write(json, transfer.Id.Value);
    }

    private void WriteAll(Utf8JsonWriter json, TransferDescription transfer)
    {
        WriteCommon(json, transfer);
        json.WriteDate("created_at"u8, transfer.CreatedAt);
        if (request.Version.Has(SnapshotsSince))
        {
            json.WriteBoolean("no_snapshots"u8, transfer.NoSnapshots);
        }

        if (request.Version.Has(ProjectsSince))
        {
            // What is accepted is no longer there to be shown.
            json.WriteString("source_project_id"u8, transfer.ProjectId.Value);
            json.WriteNull("destination_project_id"u8);
            json.WriteBoolean("accepted"u8, false);
        }
    }
}
