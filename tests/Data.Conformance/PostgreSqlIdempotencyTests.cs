using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlIdempotencyTests(PostgreSqlTestDatabase database) : IdempotencyConformance(database);
