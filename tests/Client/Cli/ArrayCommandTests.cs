using OrleansStorage.Cli;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary>What <c>orleans-storage array</c> refuses; that it serves is shown where silos use it.</summary>
public sealed class ArrayCommandTests : IDisposable
{
    private readonly Tool _tool = new(new FakeApi());

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("--listen", "nowhere", "--listen must be address:port")]
    [InlineData("--capacity-gib", "0", "--capacity-gib must be 1 or more")]
    [InlineData("--capacity-gib", "much", "--capacity-gib must be 1 or more, and a whole number.")]
    [InlineData("--latency-ms", "-1", "--latency-ms must be 0 or more")]
    [InlineData("--latency-ms", "99999999999", "--latency-ms must be 0 or more")]
    public async Task Array_WithAWrongOption_SaysWhich(string option, string value, string line)
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("array", option, value));
        Assert.Contains(line, _tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Array_AtAnAddressThatIsNotHere_SaysSo()
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("array", "--listen", "192.0.2.1:7770"));
        Assert.Contains("The array cannot start at 192.0.2.1:7770", _tool.Errors, StringComparison.Ordinal);
    }
}
