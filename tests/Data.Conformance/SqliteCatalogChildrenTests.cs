using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteCatalogChildrenTests(SqliteTestDatabase database) : CatalogChildrenConformance(database), IClassFixture<SqliteTestDatabase>;
