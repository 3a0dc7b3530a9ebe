using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteSiloTests(SqliteTestDatabase database) : SiloConformance(database), IClassFixture<SqliteTestDatabase>;
