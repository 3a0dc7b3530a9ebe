using System.Collections.Immutable;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>
/// A volume as the sequential model has it: its attachments, the legacy pair's claims, and where each host was told to look. In one canonical order, so that equal volumes compare equal. Immutable.
/// </summary>
internal sealed class ModelVolume : IEquatable<ModelVolume>
{
    private readonly int _hash;

    private ModelVolume(ModelLife life, bool multiattach, ModelData data, ImmutableArray<ModelAttachment> attachments, ImmutableArray<string> claims, ImmutableArray<ModelPath> paths)
    {
        (Life, Multiattach, Data, Attachments, Claims) = (life, multiattach, data, attachments, claims);
        Paths = paths.All(p => IsExported(p.Host)) ? paths : [.. paths.Where(p => IsExported(p.Host))];
        var hash = new HashCode();
        hash.Add(life);
        hash.Add(data);
        foreach (var attachment in Attachments) hash.Add(attachment);
        foreach (var claim in Claims) hash.Add(claim);
        foreach (var path in Paths) hash.Add(path);
        _hash = hash.ToHashCode();
    }

    public ModelLife Life { get; }

    public bool Multiattach { get; }

    /// <summary>What it holds, and whether it may refuse to be attached for reasons of its own.</summary>
    public ModelData Data { get; }

    public ImmutableArray<ModelAttachment> Attachments { get; }

    public ImmutableArray<string> Claims { get; }

    /// <summary>Where the hosts that are let in were told to look, as far as anybody was told.</summary>
    public ImmutableArray<ModelPath> Paths { get; }

    public static ModelVolume Absent { get; } = new(ModelLife.Absent, false, ModelData.New, [], [], []);

    public static ModelVolume New(bool multiattach) => new(ModelLife.Alive, multiattach, ModelData.New, [], [], []);

    public ModelVolume Die() => new(ModelLife.Dying, Multiattach, Data, [], [], []);

    public ModelVolume With(ModelData data) => new(Life, Multiattach, data, Attachments, Claims, Paths);

    /// <summary>The volume that nobody has.</summary>
    public ModelVolume Free() => new(Life, Multiattach, Data, [], [], []);

    public ModelAttachment? Find(AttachmentId id)
    {
        foreach (var attachment in Attachments)
        {
            if (attachment.Id == id) return attachment;
        }
        return null;
    }

    /// <summary>Whether a host is let in: somebody connected it, or claims it.</summary>
    public bool IsExported(string host) => OwnersOf(host) > 0;

    public int OwnersOf(string host)
    {
        var owners = Claims.Contains(host) ? 1 : 0;
        foreach (var attachment in Attachments)
        {
            if (attachment.Host == host) owners++;
        }
        return owners;
    }

    /// <summary>The volume with an attachment put in or changed; it lives, whatever was tried before.</summary>
    public ModelVolume Put(ModelAttachment attachment)
    {
        var rest = Attachments.RemoveAll(a => a.Id == attachment.Id);
        var at = 0;
        while (at < rest.Length && rest[at].Id.Value.CompareTo(attachment.Id.Value) < 0) at++;
        return new(ModelLife.Alive, Multiattach, Data, rest.Insert(at, attachment), Claims, Paths);
    }

    public ModelVolume Remove(AttachmentId id) => new(Life, Multiattach, Data, Attachments.RemoveAll(a => a.Id == id), Claims, Paths);

    /// <summary>The volume with a host's claim; one whose removal failed can be claimed and stays what it is.</summary>
    public ModelVolume Claim(string host) => new(Life, Multiattach, Data, Attachments, Sorted(Claims.Add(host)), Paths);

    /// <summary>Without the claim of a host, or without any when it is null.</summary>
    public ModelVolume Unclaim(string? host) => new(Life, Multiattach, Data, Attachments, host is null ? [] : Claims.Remove(host), Paths);

    public ShownConnection? PathOf(string host)
    {
        foreach (var path in Paths)
        {
            if (path.Host == host) return path.Connection;
        }
        return null;
    }

    public ModelVolume Tell(string host, ShownConnection connection)
    {
        var at = 0;
        while (at < Paths.Length && string.CompareOrdinal(Paths[at].Host, host) < 0) at++;
        return new(Life, Multiattach, Data, Attachments, Claims, Paths.Insert(at, new(host, connection)));
    }

    public bool Equals(ModelVolume? other) => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Life == other.Life && Multiattach == other.Multiattach && Data.Equals(other.Data)
        && Attachments.AsSpan().SequenceEqual(other.Attachments.AsSpan()) && Claims.AsSpan().SequenceEqual(other.Claims.AsSpan()) && Paths.AsSpan().SequenceEqual(other.Paths.AsSpan()));

    public override bool Equals(object? obj) => Equals(obj as ModelVolume);

    public override int GetHashCode() => _hash;

    private static ImmutableArray<string> Sorted(ImmutableArray<string> hosts) => hosts.Length < 2 ? hosts : hosts.Sort(StringComparer.Ordinal);
}
