using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteTimelineTests(SqliteTestDatabase database) : TimelineConformance(database), IClassFixture<SqliteTestDatabase>;
