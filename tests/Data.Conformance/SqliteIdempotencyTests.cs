using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteIdempotencyTests(SqliteTestDatabase database) : IdempotencyConformance(database), IClassFixture<SqliteTestDatabase>;
