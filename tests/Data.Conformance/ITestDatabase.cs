namespace OrleansStorage.Data.Conformance;

/// <summary>A kind of database that the tests run on.</summary>
public interface ITestDatabase
{
    /// <summary>A new, empty database.</summary>
    Task<DatabaseOptions> NewAsync();
}
