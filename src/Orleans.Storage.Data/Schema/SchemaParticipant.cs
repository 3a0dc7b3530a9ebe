using Orleans.Runtime;

namespace OrleansStorage.Data.Schema;

/// <summary>Applies the schema before anything of the silo reads the database.</summary>
internal sealed class SchemaParticipant(Database database) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(SchemaParticipant), ServiceLifecycleStage.First, database.ApplySchemaAsync);
}
