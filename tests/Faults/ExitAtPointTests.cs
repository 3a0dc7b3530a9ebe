using System.Net.Sockets;
using OrleansStorage.Testing;

namespace OrleansStorage.Faults.Tests;

/// <summary>The process ends exactly at a point, as by <c>kill -9</c>; another takes over its data. The points are those after which record, array and caller know different things.</summary>
public sealed class ExitAtPointTests(MortalSilo silo) : IClassFixture<MortalSilo>
{
    [Theory]
    [InlineData(FaultPoint.ApiHasKey)]
    [InlineData(FaultPoint.VolumeBeforeIntent)]
    [InlineData(FaultPoint.VolumeAfterIntent)]
    [InlineData(FaultPoint.DriverAfterEffect)]
    [InlineData(FaultPoint.VolumeAfterEffect)]
    [InlineData(FaultPoint.ApiBeforeReply)]
    public async Task Attach_WhenTheProcessDiesAtAPoint_IsServedToItsRepetitionAndNothingIsLostOrLeft(FaultPoint point)
    {
        var life = new AttachLife(silo.Api, await silo.Api.CreateVolumeAsync(), "host");
        await silo.ArmExitAsync(point);

        await AssertIsCutOffAsync(life.TryAttachAsync);
        await silo.DieAndStartAgainAsync(point);
        await life.AttachAsync();
        silo.Acknowledged[life.Attachment] = life.Export;

        await silo.AssertNothingIsLostOrLeftAsync();
    }

    [Theory]
    [InlineData(FaultPoint.DriverBeforeEffect)]
    [InlineData(FaultPoint.DriverAfterEffect)]
    [InlineData(FaultPoint.VolumeAfterCommit)]
    public async Task Detach_WhenTheProcessDiesAtAPoint_IsServedToItsRepetitionAndNothingIsLostOrLeft(FaultPoint point)
    {
        var life = new AttachLife(silo.Api, await silo.Api.CreateVolumeAsync(), "host");
        await life.AttachAsync();
        await silo.ArmExitAsync(point);

        await AssertIsCutOffAsync(life.TryDetachAsync);
        await silo.DieAndStartAgainAsync(point);
        await life.DetachAsync();

        await silo.AssertNothingIsLostOrLeftAsync();
        Assert.Empty(await life.ExportsAsync());
    }

    /// <summary>The process dies under the call. HttpClient lets the socket's own error through when the connection ends as it is made.</summary>
    private static async Task AssertIsCutOffAsync(Func<Task> call)
    {
        var end = await Record.ExceptionAsync(call);
        Assert.True(end is HttpRequestException or SocketException, $"the call ended with {end?.ToString() ?? "an answer"}");
    }
}
