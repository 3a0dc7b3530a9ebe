using System.Text.Json.Serialization;

namespace OrleansStorage.Types;

/// <summary>Who holds a volume to its QoS specs. Append only.</summary>
[JsonConverter(typeof(WordConverter<QosConsumer>))]
public enum QosConsumer
{
    /// <summary>The array.</summary>
    [JsonStringEnumMemberName("back-end")] BackEnd = 0,
    /// <summary>The compute host, which reads them in the connection info.</summary>
    [JsonStringEnumMemberName("front-end")] FrontEnd = 1,
    /// <summary>Array and compute host.</summary>
    [JsonStringEnumMemberName("both")] Both = 2,
}
