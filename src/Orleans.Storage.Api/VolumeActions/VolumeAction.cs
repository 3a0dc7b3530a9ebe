using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary>One action of <c>POST /volumes/{id}/action</c> (contract §8). To add one is to add a class and a line in <see cref="VolumeActionTable"/>. Stateless, so safe from any thread.</summary>
internal abstract class VolumeAction
{
    /// <summary>The body's only key.</summary>
    public abstract string Name { get; }

    /// <summary>Who may do it: a policy's name.</summary>
    public abstract string Policy { get; }

    /// <summary>The first minor version that has it.</summary>
    public virtual int Since => 0;

    /// <summary>The status of a success.</summary>
    public virtual int Success => 202;

    /// <summary>What the value under <see cref="Name"/> must be.</summary>
    protected virtual Schema Value => CommonSchemas.Any;

    /// <summary>What is declared of it.</summary>
    public EndpointRules Rules => EndpointRules.For(Policy, Success, Since, Value);

    /// <summary>Does it and answers.</summary>
    public abstract Task InvokeAsync(VolumeActionCall call);
}
