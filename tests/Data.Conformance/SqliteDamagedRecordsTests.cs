using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class SqliteDamagedRecordsTests(SqliteTestDatabase database) : DamagedRecordsConformance(database), IClassFixture<SqliteTestDatabase>;
