namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>What an initiator needs to log in to a target.</summary>
internal sealed record Login(string Initiator, string Portal, string Target, string Lun, string User, string Secret)
{
    /// <summary>From the connection info that the API gave for a host.</summary>
    public static Login From(IReadOnlyDictionary<string, string> connection, string initiator) => new(
        initiator, connection["target_portal"], connection["target_iqn"], connection["target_lun"], connection["auth_username"], connection["auth_password"]);
}
