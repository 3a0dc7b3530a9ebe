using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>
/// Every command that Debian's clients have for volumes, each with what it comes to: it works, or it says why not. The tables are <c>cinder.commands</c> and <c>openstack.commands</c>; what they can say is in
/// <c>run-commands.py</c>, which also sees that no command is missing. openstacksdk's calls are in <c>sdk-calls.py</c>.
/// </summary>
public sealed class EveryCommandTests(OperatorSilo silo) : IClassFixture<OperatorSilo>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly string Here = Path.Combine(AppContext.BaseDirectory, "OpenStackClients");

    [Theory]
    [InlineData("cinder", "c1000000b6464bbcb12bc0a4d63e5bd3")]
    [InlineData("openstack", "c2000000b6464bbcb12bc0a4d63e5bd3")]
    public async Task Command_EachOfAClient_WorksOrSaysWhyNot(string client, string project) =>
        await RunAsync("run-commands.py", client, Path.Combine(Here, client + ".commands"), silo.Endpoint, project);

    [Fact]
    public async Task Call_EachOfTheSdksBlockStorage_WorksOrSaysWhyNot() => await RunAsync("sdk-calls.py", silo.Endpoint, "c3000000b6464bbcb12bc0a4d63e5bd3");

    private static async Task RunAsync(string script, params string[] arguments)
    {
        // Debian's own interpreter: another one on the path has not its clients.
        var ended = await ProgramOutput.Run("/usr/bin/python3", [Path.Combine(Here, script), .. arguments]).WaitAsync(Timeout);
        Assert.True(ended.ExitCode == 0, ended.Output);
    }
}
