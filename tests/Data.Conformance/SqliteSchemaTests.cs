using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteSchemaTests(SqliteTestDatabase database) : SchemaConformance(database), IClassFixture<SqliteTestDatabase>;
