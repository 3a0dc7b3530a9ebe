namespace OrleansStorage.Histories.Texts;

/// <summary>Something that the system showed to a person or wrote where a person may read it. Immutable.</summary>
/// <param name="At">Its number among all events of the history.</param>
/// <param name="Where">Where: <c>timeline</c>, <c>state</c>, <c>error</c>, <c>log</c>.</param>
/// <param name="Text">What, word for word.</param>
public sealed record ShownText(long At, string Where, string Text);
