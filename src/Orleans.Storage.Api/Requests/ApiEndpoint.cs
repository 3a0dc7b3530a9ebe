namespace OrleansStorage.Api.Requests;

/// <summary>One call of the API, as its resource declared it. Immutable.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">The path after <c>/v3</c>, without project.</param>
/// <param name="Action">The body's only key, for a call that shares its path with others; null else.</param>
/// <param name="Rules">What is declared of it.</param>
/// <param name="Handle">Does it and answers.</param>
internal sealed record ApiEndpoint(string Method, string Path, string? Action, EndpointRules Rules, Func<ApiRequest, Task> Handle);
