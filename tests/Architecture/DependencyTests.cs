namespace OrleansStorage.Architecture.Tests;

/// <summary>Which project may know which: DESIGN §3. Dependencies point one way.</summary>
public sealed class DependencyTests
{
    private const string Prefix = "Orleans.Storage.";

    /// <summary>Abstractions &lt;- Domain &lt;- {Drivers, Data, Grains, Api, Client} &lt;- Silo; the grains also know the driver contract, and the command line the client, the array that it can run and the histories, which know only what is shared.</summary>
    public static TheoryData<string, string[]> MayKnow => new()
    {
        { "Abstractions", [] },
        { "Domain", ["Abstractions"] },
        { "Histories", ["Abstractions"] },
        { "Drivers", ["Abstractions", "Domain"] },
        { "Data", ["Abstractions", "Domain"] },
        { "Grains", ["Abstractions", "Domain", "Drivers"] },
        { "Api", ["Abstractions", "Domain"] },
        { "Client", ["Abstractions", "Domain"] },
        { "Cli", ["Abstractions", "Domain", "Client", "Drivers", "Histories"] },
        { "Silo", ["Abstractions", "Domain", "Drivers", "Data", "Grains", "Api"] },
    };

    [Fact]
    public void EveryProject_IsInTheTable() => Assert.Equal(Repository.Projects.Keys.Order(), MayKnow.Select(row => Prefix + row[0]).Order());

    [Theory]
    [MemberData(nameof(MayKnow))]
    public void Project_RefersOnlyToWhatItMayKnow(string project, string[] mayKnow) =>
        Assert.Empty(Repository.ReferencesOf(Prefix + project).Except(mayKnow.Select(p => Prefix + p)));

    [Theory]
    [MemberData(nameof(MayKnow))]
    public void Assembly_RefersOnlyToWhatItMayKnow(string project, string[] mayKnow)
    {
        if (project == "Cli") return; // An executable that these tests do not load; its project file is checked.
        var known = Repository.Load(Prefix + project).GetReferencedAssemblies().Select(a => a.Name!).Where(Repository.Projects.ContainsKey);
        Assert.Empty(known.Except(mayKnow.Select(p => Prefix + p)));
    }

    [Fact]
    public void Domain_KnowsNothingOfOrleansBesideItsAttributes()
    {
        string[] attributes = ["Orleans.Serialization.Abstractions", "Orleans.Core.Abstractions", "Orleans.Serialization"];
        var foreign = Repository.Load("Orleans.Storage.Domain").GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not ("netstandard" or "Orleans.Storage.Abstractions"));
        Assert.Empty(foreign.Except(attributes));
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Drivers")]
    [InlineData("Data")]
    public void Project_KnowsNoGrain(string project)
    {
        var grains = Repository.Load("Orleans.Storage.Abstractions").GetTypes().Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t)).Select(t => t.FullName!).ToArray();
        Assert.NotEmpty(grains);

        var result = NetArchTest.Rules.Types.InAssembly(Repository.Load(Prefix + project)).ShouldNot().HaveDependencyOnAny([.. grains, "Orleans.IGrainFactory", "Orleans.Grain"]).GetResult();

        Assert.True(result.IsSuccessful, "These know a grain: " + string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Api_KnowsGrainInterfacesAndNoGrain()
    {
        var result = NetArchTest.Rules.Types.InAssembly(Repository.Load("Orleans.Storage.Api")).ShouldNot()
            .HaveDependencyOnAny("OrleansStorage.Grains", "OrleansStorage.Drivers", "OrleansStorage.Data").GetResult();

        Assert.True(result.IsSuccessful, "These know too much: " + string.Join(", ", result.FailingTypeNames ?? []));
    }
}
