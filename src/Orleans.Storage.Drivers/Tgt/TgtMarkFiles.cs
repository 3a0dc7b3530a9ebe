using System.Globalization;
using System.Text.Json;
using OrleansStorage.Backends;
using OrleansStorage.Files;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// The mark of a pool, in files of the pool directory, so that it goes where the data goes: <c>.orleans-storage/mark.json</c>, and <c>.orleans-storage/epochs/VOLUME</c> with a volume's highest epoch and its
/// operation. Each file is replaced whole, the mark by one process at a time. Safe from any thread and from several processes.
/// </summary>
internal sealed class TgtMarkFiles(TgtOptions options)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan EpochKept = TimeSpan.FromDays(1);

    private string Folder => Path.Combine(options.PoolDirectory, ".orleans-storage");

    private string Epochs => Path.Combine(Folder, "epochs");

    private string MarkPath => Path.Combine(Folder, "mark.json");

    /// <summary>The mark; that of nobody when there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ArrayMark Read()
    {
        try
        {
            return File.Exists(MarkPath) ? JsonSerializer.Deserialize(File.ReadAllBytes(MarkPath), TgtJson.Default.ArrayMark) ?? throw new JsonException("null") : ArrayMark.None;
        }
        catch (JsonException e)
        {
            throw new IOException($"{MarkPath} is damaged: {e.Message}", e);
        }
    }

    /// <summary>Changes the mark while nobody else does.</summary>
    /// <exception cref="IOException">It cannot be read or written, or somebody else changes it for too long.</exception>
    public async Task<ArrayOutcome<ArrayMark>> ChangeAsync(Func<ArrayMark, ArrayOutcome<ArrayMark>> change, CancellationToken cancellationToken)
    {
        PrivateFiles.MakeDirectory(Folder);
        using var alone = await LockAsync(cancellationToken);
        var before = Read();
        var outcome = change(before);
        if (outcome.IsDone && outcome.Value != before) Replace(MarkPath, JsonSerializer.SerializeToUtf8Bytes(outcome.Value!, TgtJson.Default.ArrayMark), toDisk: true);
        return outcome;
    }

    /// <summary>What is kept of one volume; null when nothing is.</summary>
    public SeenEpoch? FindEpoch(VolumeId volume) => File.Exists(EpochPath(volume)) ? Parse(volume, File.ReadAllText(EpochPath(volume))) : null;

    /// <summary>What is kept of every volume.</summary>
    public IReadOnlyList<SeenEpoch> ListEpochs() => !Directory.Exists(Epochs) ? []
        : [.. new DirectoryInfo(Epochs).EnumerateFiles().Where(f => Guid.TryParseExact(f.Name, "D", out _)).Select(f => FindEpoch(new(Guid.ParseExact(f.Name, "D")))).OfType<SeenEpoch>()];

    /// <summary>Keeps a volume's highest epoch.</summary>
    public void KeepEpoch(SeenEpoch seen)
    {
        PrivateFiles.MakeDirectory(Folder);
        PrivateFiles.MakeDirectory(Epochs);
        Replace(EpochPath(seen.VolumeId), System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seen.Epoch} {seen.OperationId}\n")), toDisk: false);
    }

    /// <summary>Forgets volumes that are long gone: no call of theirs can be on its way.</summary>
    public void ForgetEpochs(Func<VolumeId, bool> isGone)
    {
        if (!Directory.Exists(Epochs)) return;
        foreach (var file in new DirectoryInfo(Epochs).EnumerateFiles().Where(f => DateTime.UtcNow - f.LastWriteTimeUtc > EpochKept))
        {
            if (!Guid.TryParseExact(file.Name, "D", out var id) || isGone(new(id))) file.Delete();
        }
    }

    private string EpochPath(VolumeId volume) => Path.Combine(Epochs, volume.ToString());

    private static SeenEpoch? Parse(VolumeId volume, string text)
    {
        var words = text.Split(' ', '\n');
        if (!long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)) return null;
        return new(volume, epoch, words.Length > 1 && Guid.TryParse(words[1], out var operation) ? new OperationId(operation) : null);
    }

    private static void Replace(string path, byte[] content, bool toDisk)
    {
        var next = $"{path}.{Guid.NewGuid():N}";
        using (var file = PrivateFiles.Open(next, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(toDisk);
        }
        File.Move(next, path, overwrite: true);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        for (var tries = LockPatience / BetweenTries; ; tries--)
        {
            try
            {
                return PrivateFiles.Open(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries > 0)
            {
                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }
}
