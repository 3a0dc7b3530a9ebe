using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteCatalogFilterTests(SqliteTestDatabase database) : CatalogFilterConformance(database), IClassFixture<SqliteTestDatabase>;
