using System.Security.Cryptography;
using Dapper;
using OrleansStorage.Connections;

namespace OrleansStorage.Data.Secrets;

/// <summary>Compares a silo's key with its database's. The first silo of a database leaves a proof of its key there.</summary>
internal static class SecretsKeyCheck
{
    private const string LeaveProof = "INSERT INTO secrets_key (only_row, proof) VALUES (1, @Proof) ON CONFLICT DO NOTHING";
    private const string ReadProof = "SELECT proof FROM secrets_key";

    /// <exception cref="SecretsKeyException">The keys differ.</exception>
    public static async Task RunAsync(IDatabaseDialect dialect, ISecretSealer sealer, CancellationToken cancellationToken)
    {
        var proof = await dialect.ConnectAsync(async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(LeaveProof, new { Proof = sealer.NewSecret().Value }, cancellationToken: cancellationToken)).ConfigureAwait(false);
            return await connection.QuerySingleAsync<string>(new CommandDefinition(ReadProof, cancellationToken: cancellationToken)).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        try
        {
            sealer.Open(new SealedSecret(proof));
        }
        catch (CryptographicException)
        {
            throw new SecretsKeyException();
        }
    }
}
