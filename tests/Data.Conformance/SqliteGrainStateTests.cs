using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteGrainStateTests(SqliteTestDatabase database) : GrainStateConformance(database), IClassFixture<SqliteTestDatabase>;
