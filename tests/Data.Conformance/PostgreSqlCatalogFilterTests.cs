using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlCatalogFilterTests(PostgreSqlTestDatabase database) : CatalogFilterConformance(database);
