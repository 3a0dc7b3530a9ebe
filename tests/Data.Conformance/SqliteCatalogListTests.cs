using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteCatalogListTests(SqliteTestDatabase database) : CatalogListConformance(database), IClassFixture<SqliteTestDatabase>;
