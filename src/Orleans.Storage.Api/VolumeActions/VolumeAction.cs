using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary>One action of <c>POST /volumes/{id}/action</c> (contract §8). To add one is to add a class and a line in <see cref="VolumeActionTable"/>. Stateless, so safe from any thread.</summary>
internal abstract class VolumeAction
{
    private Schema? _body;

    /// <summary>The body's only key.</summary>
    public abstract string Name { get; }

    /// <summary>The first version that has it.</summary>
    public virtual Microversion Since => Microversion.Minimum;

    /// <summary>The policy that only admins pass; null when members pass.</summary>
    public virtual string? AdminPolicy => null;

    /// <summary>What the value under <see cref="Name"/> must be.</summary>
    protected virtual Schema Value => CommonSchemas.Any;

    /// <summary>What the body must be.</summary>
    public Schema Body => _body ??= CommonSchemas.Body(Name, Value);

    /// <summary>Does it and answers.</summary>
    public abstract Task InvokeAsync(VolumeActionCall call);
}
