using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlCatalogChildrenTests(PostgreSqlTestDatabase database) : CatalogChildrenConformance(database);
