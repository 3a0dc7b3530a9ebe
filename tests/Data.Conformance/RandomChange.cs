using System.Collections.Immutable;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Data.Conformance;

/// <summary>Changes a volume at random, several parts at once now and then, as no rule of the domain would.</summary>
internal static class RandomChange
{
    public static VolumeState Of(VolumeState state, Random random, IReadOnlyList<BackendId> pools)
    {
        do
            state = One(state, random, pools);
        while (random.Next(2) == 0);
        return state with { Epoch = state.Epoch + 1 };
    }

    private static VolumeState One(VolumeState s, Random random, IReadOnlyList<BackendId> pools) => random.Next(17) switch
    {
        0 => s with { Name = Text(random) },
        1 => s with { Description = Text(random), AvailabilityZone = Text(random) },
        2 => s with { SizeGiB = s.SizeGiB + 1, Bootable = !s.Bootable },
        3 => s with { Status = Enum.GetValues<VolumeStatus>()[random.Next(26)], UpdatedAt = Volumes.Start.AddMicroseconds(random.Next()) },
        4 => s with { Metadata = random.Next(2) == 0 ? s.Metadata.Clear() : s.Metadata.SetItem("k" + random.Next(3), Text(random) ?? "") },
        5 => s with { Backend = random.Next(4) == 0 ? null : pools[random.Next(pools.Count)], ProjectId = new("project" + random.Next(2)) },
        6 or 7 => s with { Attachments = Attachments(s.Attachments, random) },
        8 or 9 => s with { Exports = Exports(s.Exports, random) },
        10 => s with { Snapshots = Snapshots(s.Snapshots, random) },
        11 => s with { Intent = random.Next(3) switch { 0 => null, 1 => Volumes.Intent(s.Epoch, Volumes.Start.AddMinutes(random.Next(60))), _ => Volumes.Intent(s.Epoch, Volumes.Start) with { NewSizeGiB = s.SizeGiB + 1 } } },
        14 => s with { Transfer = random.Next(3) == 0 ? null : Volumes.Transfer(Text(random)) },
        15 => s with { GroupId = random.Next(3) == 0 ? null : new(Guid.NewGuid()) },
        16 => s with
        {
            MigrationStatus = random.Next(2) == 0 ? null : (MigrationStatus)random.Next(1, 6),
            ImageMetadata = random.Next(2) == 0 ? null : ImmutableSortedDictionary<string, string>.Empty.Add("k" + random.Next(3), Text(random) ?? ""),
        },
        12 => s with { AttachStatus = Enum.GetValues<AttachStatus>()[random.Next(5)] },
        _ => s with { Ended = [.. s.Ended, Volumes.Ended(s.Epoch, Volumes.Start.AddSeconds(random.Next(10_000)), Text(random)) with { Message = random.Next(2) == 0 ? null : Volumes.Note(s) }] },
    };

    private static ImmutableArray<Attachment> Attachments(ImmutableArray<Attachment> list, Random random) => Change(list, random,
        () => Volumes.Attachment(Text(random)), a => a with { Status = Enum.GetValues<AttachStatus>()[random.Next(5)], Host = Text(random) });

    private static ImmutableArray<Export> Exports(ImmutableArray<Export> list, Random random) => Change(list, random,
        () => Volumes.Export("host" + Guid.NewGuid(), (ExportPhase)random.Next(3)), e => e with { Phase = (ExportPhase)random.Next(3), ChapSecret = new SealedSecret("1:" + random.Next()) });

    private static ImmutableArray<Snapshot> Snapshots(ImmutableArray<Snapshot> list, Random random) => Change(list, random,
        () => Volumes.Snapshot(name: Text(random)) with { GroupSnapshotId = random.Next(2) == 0 ? null : new(Guid.NewGuid()) }, s => s with { Status = (SnapshotStatus)random.Next(7), Progress = Text(random), UpdatedAt = Volumes.Start.AddMicroseconds(random.Next()) });

    private static ImmutableArray<T> Change<T>(ImmutableArray<T> list, Random random, Func<T> add, Func<T, T> change)
    {
        var at = random.Next(list.Length + 1);
        if (at == list.Length || random.Next(3) == 0)
            return list.Add(add());
        return random.Next(2) == 0 ? list.RemoveAt(at) : list.SetItem(at, change(list[at]));
    }

    private static string? Text(Random random) => random.Next(4) == 0 ? null : "text '\"%_\\ \u00e4 " + random.Next(100);
}
