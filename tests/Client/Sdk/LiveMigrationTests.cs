using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Tests.Sdk;

/// <summary>A live migration ends on one host, whichever step fails.</summary>
public sealed class LiveMigrationTests
{
    private static readonly AttachmentId Source = AttachmentId.New();
    private readonly FakeCluster _cluster = new();

    public LiveMigrationTests() => _cluster
        .On("GetAttachment", (arguments, _) => Some.Attachment((AttachmentId)arguments[0]!))
        .On("CreateAttachment", (arguments, _) => Some.Attachment(((CreateAttachmentRequest)arguments[0]!).Id, "compute-2"))
        .On("CompleteAttachment", (_, _) => { })
        .On<ImmutableArray<AttachmentDescription>>("DeleteAttachment", (_, _) => []);

    [Fact]
    public async Task LiveMigrate_WhenAllGoesWell_ConnectsTheDestinationThenDropsTheSource()
    {
        var movedWith = default(AttachmentResult);

        var destination = await MigrateAsync(result =>
        {
            movedWith = result;
            Assert.Empty(Deleted());
        });

        Assert.Equal(["GetAttachment", "CreateAttachment", "CompleteAttachment", "DeleteAttachment"], _cluster.Story.Take(4));
        Assert.Equal(destination.Attachment.Id, movedWith!.Attachment.Id);
        Assert.Equal([Source], Deleted());
        var created = (CreateAttachmentRequest)_cluster.CallsOf("CreateAttachment").Single()[0]!;
        Assert.Equal((Some.Instance, "compute-2"), (created.InstanceId, created.Connector!.Host));
    }

    [Fact]
    public async Task LiveMigrate_WhenTheGuestDoesNotMove_TakesTheDestinationBack()
    {
        var moved = AttachmentId.New();

        await Assert.ThrowsAsync<InvalidOperationException>(() => MigrateAsync(result =>
        {
            moved = result.Attachment.Id;
            throw new InvalidOperationException("the guest stays");
        }));

        Assert.Equal([moved], Deleted());
    }

    [Fact]
    public async Task LiveMigrate_WhenTheDestinationIsRefused_LeavesTheSource()
    {
        _cluster.On<AttachmentResult>("CreateAttachment", (_, _) => throw Some.Error(ErrorKind.Refused, ErrorReason.ArrayRefused));

        await Assert.ThrowsAsync<StorageException>(() => MigrateAsync(_ => { }));

        Assert.DoesNotContain(Source, Deleted());
    }

    [Fact]
    public async Task LiveMigrate_WhenItsCallerGivesUp_StillTakesTheDestinationBack()
    {
        using var cancellation = new CancellationTokenSource();
        _cluster.On("CompleteAttachment", (_, _) => cancellation.Cancel());
        var migration = new LiveMigration(Some.Volume, Source, Some.Connector("compute-2"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _cluster.Client().LiveMigrateAsync(migration, (_, token) => Task.FromCanceled(token), cancellation.Token));

        Assert.Equal([((CreateAttachmentRequest)_cluster.CallsOf("CreateAttachment").Single()[0]!).Id], Deleted());
    }

    [Fact]
    public async Task LiveMigrate_WhenTheSourceCannotBeDropped_KeepsTheDestination()
    {
        _cluster.On<ImmutableArray<AttachmentDescription>>("DeleteAttachment", (_, _) => throw Some.Error(ErrorKind.Refused, ErrorReason.ArrayRefused));

        await Assert.ThrowsAsync<StorageException>(() => MigrateAsync(_ => { }));

        Assert.Equal([Source], Deleted());
    }

    private Task<AttachmentResult> MigrateAsync(Action<AttachmentResult> move) => _cluster.Client().LiveMigrateAsync(
        new(Some.Volume, Source, Some.Connector("compute-2")),
        (result, _) =>
        {
            move(result);
            return Task.CompletedTask;
        });

    private AttachmentId[] Deleted() => [.. _cluster.CallsOf("DeleteAttachment").Select(arguments => (AttachmentId)arguments[0]!)];
}
