using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlCatalogGroupsTests(PostgreSqlTestDatabase database) : CatalogGroupsConformance(database);
