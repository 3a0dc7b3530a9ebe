using Xunit;

namespace OrleansStorage.Data.Conformance;

[Collection(PostgreSqlTestDatabase.Name)]
public sealed class PostgreSqlDamagedRecordsTests(PostgreSqlTestDatabase database) : DamagedRecordsConformance(database);
