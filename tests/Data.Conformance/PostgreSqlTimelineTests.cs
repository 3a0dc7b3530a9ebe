using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlTimelineTests(PostgreSqlTestDatabase database) : TimelineConformance(database);
