using System.Text.Json;
using OrleansStorage.Api.Attachments;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Volumes;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §2: what a wrong body is told, in the words of Python's jsonschema.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"vol":{}}""", "'volume' is a required property")]
    [InlineData("""{"volume":{"size":1.5}}""", "Invalid input for field/attribute size. Value: 1.5. 1.5 is not of type 'integer', 'string', 'null'")]
    [InlineData("""{"volume":{"size":true}}""", "Invalid input for field/attribute size. Value: True. True is not of type 'integer', 'string', 'null'")]
    [InlineData("""{"volume":{"size":0}}""", "Invalid input for field/attribute size. Value: 0. 0 is less than the minimum of 1")]
    [InlineData("""{"volume":{"size":-5}}""", "Invalid input for field/attribute size. Value: -5. -5 is less than the minimum of 1")]
    [InlineData("""{"volume":{"size":"0"}}""", "Invalid input for field/attribute size. Value: 0. 0 is less than the minimum of 1")]
    [InlineData("""{"volume":{"size":"x"}}""", "Invalid input for field/attribute size. Value: x. 'x' does not match '^[0-9]+$'")]
    [InlineData("""{"volume":{"size":2147483648}}""", "Invalid input for field/attribute size. Value: 2147483648. 2147483648 is greater than the maximum of 2147483647")]
    [InlineData("""{"volume":{"size":99999999999999999999}}""", "Invalid input for field/attribute size. Value: 99999999999999999999. 99999999999999999999 is greater than the maximum of 2147483647")]
    [InlineData("""{"volume":{"snapshot_id":"x"}}""", "Invalid input for field/attribute snapshot_id. Value: x. 'x' is not valid under any of the given schemas")]
    [InlineData("""{"volume":{"metadata":{"k":1}}}""", "Invalid input for field/attribute k. Value: 1. 1 is not of type 'string'")]
    [InlineData("""{"volume":{"metadata":{"k!":"v"}}}""", "Invalid input for field/attribute metadata. Value: {'k!': 'v'}. 'k!' does not match any of the regexes: '^[a-zA-Z0-9-_:. /]{1,255}$'")]
    [InlineData("""{"volume":{"name":"it's"},"x":null}""", "Additional properties are not allowed ('x' was unexpected)")]
    [InlineData("""{"volume":{"name":["it's"]}}""", "Invalid input for field/attribute name. Value: [\"it's\"]. [\"it's\"] is not of type 'string', 'null'")]
    [InlineData("""{"volume":{"name":"a\u0000"}}""", "Invalid input for field/attribute name. Value: a\0. 'a\\x00' contains a null character")]
    public void VolumeCreate_WithAWrongValue_SaysWhichAndWhy(string body, string message) => Assert.Equal(message, ErrorOf(VolumeSchemas.Create(Microversion.Minimum), body));

    [Fact]
    public void VolumeCreate_WithAnUnknownKey_IsRefusedSince353()
    {
        const string body = """{"volume":{"size":1,"zzz":1}}""";
        Assert.Null(ErrorOf(VolumeSchemas.Create(new(52)), body));
        Assert.Equal("Invalid input for field/attribute volume. Value: {'size': 1, 'zzz': 1}. Additional properties are not allowed ('zzz' was unexpected)", ErrorOf(VolumeSchemas.Create(new(53)), body));
    }

    [Fact]
    public void VolumeUpdate_WithoutAnyKey_IsRefusedSince353()
    {
        Assert.Null(ErrorOf(VolumeSchemas.Update(new(52)), """{"volume":{}}"""));
        Assert.Equal("Invalid input for field/attribute volume. Value: {}. {} is not valid under any of the given schemas", ErrorOf(VolumeSchemas.Update(new(53)), """{"volume":{}}"""));
    }

    [Theory]
    [InlineData(27, """{"attachment":{"volume_uuid":"31f74b7e-4660-4949-9c88-f7032294aee3","mode":"ro"}}""",
        "Invalid input for field/attribute attachment. Value: {'volume_uuid': '31f74b7e-4660-4949-9c88-f7032294aee3', 'mode': 'ro'}. Additional properties are not allowed ('mode' was unexpected)")]
    [InlineData(54, """{"attachment":{"volume_uuid":"31f74b7e-4660-4949-9c88-f7032294aee3","mode":"x"}}""", "Invalid input for field/attribute mode. Value: x. 'x' is not one of ['rw', 'ro']")]
    [InlineData(54, """{"attachment":{"volume_uuid":"x"}}""", "Invalid input for field/attribute volume_uuid. Value: x. 'x' is not a 'uuid'")]
    [InlineData(54, """{"attachment":{}}""", "Invalid input for field/attribute attachment. Value: {}. 'volume_uuid' is a required property")]
    public void AttachmentCreate_WithAWrongValue_SaysWhichAndWhy(int minor, string body, string message) => Assert.Equal(message, ErrorOf(AttachmentSchemas.Create(new(minor)), body));

    [Fact]
    public void AttachmentUpdate_WithAnEmptyConnector_IsRefused() =>
        Assert.Equal("Invalid input for field/attribute connector. Value: {}. {} does not have enough properties", ErrorOf(AttachmentSchemas.Update, """{"attachment":{"connector":{}}}"""));

    [Fact]
    public void TypeCreate_WithIsPublicUnprefixed_IsRefused() =>
        Assert.Equal("Invalid input for field/attribute volume_type. Value: {'name': 'x', 'is_public': True}. Additional properties are not allowed ('is_public' was unexpected)",
            ErrorOf(TypeSchemas.Create, """{"volume_type":{"name":"x","is_public":true}}"""));

    [Fact]
    public void Boolean_OfAnotherWord_ListsTheWords() =>
        Assert.Equal("Invalid input for field/attribute os-volume-type-access:is_public. Value: maybe. 'maybe' is not one of [True, 'True', 'TRUE', 'true', '1', 'ON', 'On', 'on', 'YES', 'Yes', 'yes', "
            + "'y', 't', False, 'False', 'FALSE', 'false', '0', 'OFF', 'Off', 'off', 'NO', 'No', 'no', 'n', 'f']",
            ErrorOf(TypeSchemas.Create, """{"volume_type":{"name":"x","os-volume-type-access:is_public":"maybe"}}"""));

    private static string? ErrorOf(Schema schema, string body)
    {
        using var document = JsonDocument.Parse(body);
        try
        {
            SchemaValidator.Check(schema, document.RootElement);
            return null;
        }
        catch (ApiException e)
        {
            return e.Message;
        }
    }
}
