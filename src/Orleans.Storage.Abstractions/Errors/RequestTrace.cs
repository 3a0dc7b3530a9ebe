using Orleans.Runtime;

namespace OrleansStorage.Errors;

/// <summary>
/// The id of the request that a grain call serves. It travels with the call, so that a line of the log can name it wherever it is written.
/// </summary>
public static class RequestTrace
{
    private const string Key = "orleans-storage.request";

    /// <summary>The request; null outside of one.</summary>
    public static string? Current => RequestContext.Get(Key) as string;

    /// <summary>From now on the caller's flow of control serves this request.</summary>
    public static void Begin(string requestId) => RequestContext.Set(Key, requestId);
}
