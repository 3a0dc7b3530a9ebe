using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlCatalogListTests(PostgreSqlTestDatabase database) : CatalogListConformance(database);
