using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlSchemaTests(PostgreSqlTestDatabase database) : SchemaConformance(database);
