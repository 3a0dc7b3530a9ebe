using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlCatalogProjectionTests(PostgreSqlTestDatabase database) : CatalogProjectionConformance(database);
