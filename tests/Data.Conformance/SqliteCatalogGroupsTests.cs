using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteCatalogGroupsTests(SqliteTestDatabase database) : CatalogGroupsConformance(database), IClassFixture<SqliteTestDatabase>;
