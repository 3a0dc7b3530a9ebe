using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlMessagesTests(PostgreSqlTestDatabase database) : MessagesConformance(database);
