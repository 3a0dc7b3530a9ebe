using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlSiloTests(PostgreSqlTestDatabase database) : SiloConformance(database);
