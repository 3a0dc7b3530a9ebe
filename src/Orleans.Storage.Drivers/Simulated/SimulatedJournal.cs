using System.Text.Json;
using OrleansStorage.Files;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>
/// Where a simulated array keeps its volumes, as a real one does when the control plane dies: one JSON line a change, handed to the operating system at once and not synced, so that the end of the
/// process loses nothing and the end of the machine may. One process at a time may hold it. Not safe from several threads.
/// </summary>
internal sealed class SimulatedJournal : IDisposable
{
    private readonly string _path;
    private FileStream _file;

    private SimulatedJournal(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Opens or makes the journal.</summary>
    /// <exception cref="DriverConfigurationException">Another process has it, or it cannot be written.</exception>
    public static SimulatedJournal Open(string path)
    {
        try
        {
            PrivateFiles.MakeDirectory(Path.GetDirectoryName(path)!);
            return new(path, OpenFile(path, FileMode.OpenOrCreate));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverConfigurationException($"{path}: the simulated array's journal cannot be opened ({e.Message}); only one silo at a time can have a simulated array");
        }
    }

    /// <summary>Every entry, oldest first. A last line that was not finished is left out: its call was never answered.</summary>
    /// <exception cref="DriverConfigurationException">A line before the last is damaged.</exception>
    public List<SimulatedJournalEntry> Read()
    {
        using var reader = new StreamReader(_file, leaveOpen: true);
        var lines = reader.ReadToEnd().Split('\n');
        var entries = new List<SimulatedJournalEntry>(lines.Length);
        for (var i = 0; i < lines.Length - 1; i++) entries.Add(Parse(lines[i], i + 1));
        return entries;
    }

    /// <summary>Replaces the journal by these entries.</summary>
    public void Compact(IEnumerable<SimulatedJournalEntry> entries)
    {
        var next = OpenFile(_path + ".next", FileMode.Create);
        var all = new MemoryStream();
        foreach (var entry in entries) all.Write(Line(entry));
        all.WriteTo(next);
        File.Move(_path + ".next", _path, overwrite: true);
        _file.Dispose();
        _file = next;
    }

    /// <summary>Adds one entry, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full, for one.</exception>
    public void Append(SimulatedJournalEntry entry)
    {
        var end = _file.Position;
        try
        {
            _file.Write(Line(entry));
        }
        catch (IOException)
        {
            // A torn line is tolerated at the end only, and more lines may follow this one.
            _file.SetLength(end);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream OpenFile(string path, FileMode mode) => PrivateFiles.Open(path, mode, FileAccess.ReadWrite, FileShare.None);

    private static byte[] Line(SimulatedJournalEntry entry) => [.. JsonSerializer.SerializeToUtf8Bytes(entry, SimulatedJournalJson.Default.SimulatedJournalEntry), (byte)'\n'];

    private SimulatedJournalEntry Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SimulatedJournalJson.Default.SimulatedJournalEntry) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new DriverConfigurationException($"{_path}: line {number} of the simulated array's journal is damaged");
        }
    }
}
