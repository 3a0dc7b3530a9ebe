using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteMessagesTests(SqliteTestDatabase database) : MessagesConformance(database), IClassFixture<SqliteTestDatabase>;
