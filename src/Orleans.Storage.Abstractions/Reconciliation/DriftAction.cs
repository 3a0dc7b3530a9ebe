using System.Text.Json.Serialization;

namespace OrleansStorage.Reconciliation;

/// <summary>What a reconciler does about a difference. Append only: values cross wires.</summary>
public enum DriftAction
{
    /// <summary>Nothing, for the reason that is given with it.</summary>
    [JsonStringEnumMemberName("leave")] Leave = 0,
    /// <summary>The volume makes the export again.</summary>
    [JsonStringEnumMemberName("re-create")] Recreate = 1,
    /// <summary>The volume takes what the array shows onto the record.</summary>
    [JsonStringEnumMemberName("adopt")] Adopt = 2,
    /// <summary>The backend removes it from the array.</summary>
    [JsonStringEnumMemberName("remove")] Remove = 3,
}
