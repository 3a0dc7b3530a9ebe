using System.Text.RegularExpressions;

namespace OrleansStorage.Architecture.Tests;

/// <summary>What no source file of the product may hold.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;
    private const int UsualFile = 200;
    private const string DriversFolder = "src/Orleans.Storage.Drivers/";

    [Fact]
    public void Sources_OfEveryProject_AreFound() =>
        Assert.All(Repository.Projects.Values, p => Assert.Contains(Repository.Sources, s => s.StartsWith(Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(p)!) + "/", StringComparison.Ordinal)));

    [Fact]
    public void Namespace_OfEveryType_IsOurs()
    {
        var loaded = Repository.Projects.Keys.Where(p => !p.EndsWith(".Cli", StringComparison.Ordinal)).SelectMany(p => Repository.Load(p).GetTypes());
        Assert.Empty(loaded.Where(t => t.Namespace is { } n && (n == "Orleans" || n.StartsWith("Orleans.", StringComparison.Ordinal))).Select(t => t.FullName));

        Assert.Empty(Repository.Find("", NamespaceOfOrleans()));
    }

    [Fact]
    public void Driver_IsNamedOnlyInItsFolderAndInTheCatalog()
    {
        var drivers = Directory.EnumerateDirectories(Path.Combine(Repository.Root, DriversFolder)).Select(d => Path.GetFileName(d))
            .Where(name => Repository.Sources.Contains($"{DriversFolder}{name}/{name}Driver.cs")).ToList();
        Assert.Contains("Simulated", drivers);

        foreach (var driver in drivers)
        {
            var elsewhere = Repository.Find("", new Regex($@"\b{driver}([A-Z]\w*)?\b"))
                .Where(hit => !hit.StartsWith($"{DriversFolder}{driver}/", StringComparison.Ordinal) && !hit.StartsWith(DriversFolder + "DriverCatalog.cs:", StringComparison.Ordinal));
            Assert.Empty(elsewhere);
        }
    }

    [Fact]
    public void File_IsShort()
    {
        var lengths = Repository.Sources.ToDictionary(s => s, s => Repository.Lines(s).Length);
        Assert.Empty(lengths.Where(l => l.Value > LongestFile).Select(l => $"{l.Key} has {l.Value} lines"));

        var long_ = lengths.Where(l => l.Value > UsualFile).Select(l => $"{l.Key} has {l.Value} lines").ToList();
        Assert.True(long_.Count * 10 <= lengths.Count, "Most files have at most 200 lines; these have more: " + string.Join(", ", long_));
    }

    [Fact]
    public void Grain_NeverBlocksNorLeavesItsScheduler() => Assert.Empty(Repository.Find("grains/", BlockingCall()));

    [Fact]
    public void Domain_HasNoClockNoChanceAndNoInputOrOutput() => Assert.Empty(Repository.Find("src/Orleans.Storage.Domain/", Ambient()));

    [Fact]
    public void FaultPoint_OfEveryName_IsReachedByTheProductAndDoesNothingInIt()
    {
        var assemblies = Repository.Projects.Keys.Where(p => !p.EndsWith(".Cli", StringComparison.Ordinal)).Select(Repository.Load).ToList();
        Assert.Equal(["NoFaultPoints"], assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsClass && t.GetInterface("IFaultPoints") is not null).Select(t => t.Name));

        var names = Repository.Load("Orleans.Storage.Abstractions").GetTypes().Single(t => t.Name == "FaultPoint").GetEnumNames();
        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, name => !Repository.Find("", new Regex($@"\bFaultPoint\.{name}\b")).Any());
    }

    [Fact]
    public void Request_ThatIsSentToOthers_HasALength()
    {
        var senders = Repository.Find("", HttpSender()).Select(hit => hit[..hit.IndexOf(':', StringComparison.Ordinal)]).Distinct().ToList();
        Assert.NotEmpty(senders);
        Assert.All(senders, file => Assert.Contains(Repository.Lines(file), line => line.Contains("new KnownLengthHandler(", StringComparison.Ordinal)));
    }

    [Fact]
    public void Metric_OfOurs_IsNotCalledLikeOrleansOwn()
    {
        Assert.NotEmpty(Repository.Find("", new Regex(@"""orleansstorage\.")));
        // The tool has no metrics, and calls things of its demo by such names.
        Assert.DoesNotContain(Repository.Find("", new Regex(@"""orleans([._-]storage[_-]|[._]storage[.])")), hit => !hit.StartsWith("client/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public void SchemaScript_OfEveryDatabase_HasANumberOfItsOwn(string database)
    {
        var numbers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Orleans.Storage.Data", database), "*.sql").Select(f => Path.GetFileName(f)[..3]).ToList();
        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct().Order(), numbers.Order());
    }

    [Fact]
    public void ConnectionReader_HasNoWayToAnArray()
    {
        var readers = Repository.Load("Orleans.Storage.Drivers").GetTypes().Where(t => t.IsClass && t.GetInterface("IConnectionReader") is not null).ToList();
        Assert.NotEmpty(readers);

        foreach (var reader in readers)
        {
            var handles = reader.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType).Where(t => t.Namespace is { } n && n.StartsWith("OrleansStorage", StringComparison.Ordinal));
            Assert.Empty(handles.Select(t => $"{reader.Name} holds a {t.Name}"));
        }
    }

    [GeneratedRegex(@"\bHttpClient\b|\bAddHttpClient\b")]
    private static partial Regex HttpSender();

    [GeneratedRegex(@"^\s*namespace\s+Orleans(\.|\s|;|$)")]
    private static partial Regex NamespaceOfOrleans();

    [GeneratedRegex(@"\.Result\b|\.Wait\(|GetAwaiter\(\)\.GetResult\(|ConfigureAwait\(|Thread\.Sleep")]
    private static partial Regex BlockingCall();

    [GeneratedRegex(@"\bUtcNow\b|\bGetUtcNow\b|DateTime(Offset)?\.Now\b|\bTimeProvider\b|\bNewGuid\b|\bRandom\b|Id\.New\(\)|\bawait\b|\bTask\b|\bFile\.|\bHttp|\bILogger\b|\bConsole\.")]
    private static partial Regex Ambient();
}
