using System.Runtime.CompilerServices;
using Dapper;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Data;

/// <summary>The installation's id as its database keeps it.</summary>
internal sealed class SqlInstallation(Database database) : IInstallation
{
    private const string Make = "INSERT INTO installation (only_row, id) VALUES (1, @Id) ON CONFLICT DO NOTHING";
    private const string Read = "SELECT id FROM installation";
    private StrongBox<InstallationId>? _id;

    /// <inheritdoc/>
    public async Task<InstallationId> GetIdAsync(CancellationToken cancellationToken)
    {
        if (_id is { } known) return known.Value;
        var text = await database.Dialect.RunAsync(async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(Make, new { Id = InstallationId.New().ToString() }, cancellationToken: cancellationToken)).ConfigureAwait(false);
            return await connection.QuerySingleAsync<string>(new CommandDefinition(Read, cancellationToken: cancellationToken)).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        _id = new(new InstallationId(Guid.ParseExact(text, "D")));
        return _id.Value;
    }
}
