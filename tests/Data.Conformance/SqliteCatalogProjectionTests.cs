using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteCatalogProjectionTests(SqliteTestDatabase database) : CatalogProjectionConformance(database), IClassFixture<SqliteTestDatabase>;
