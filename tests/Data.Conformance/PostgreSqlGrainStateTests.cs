using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlGrainStateTests(PostgreSqlTestDatabase database) : GrainStateConformance(database);
