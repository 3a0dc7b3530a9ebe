using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Identity;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Policies;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Errors;
using OrleansStorage.Faults;

namespace OrleansStorage.Api.Requests;

/// <summary>What every endpoint has in common, in Cinder's order: identity, version, body, project, schema, policy; and whatever goes wrong becomes a fault. Safe from any thread.</summary>
internal sealed partial class EndpointRunner(IIdentityStrategy identity, PolicyBook policies, ProjectRates rates, IOptions<CinderApiOptions> options, IFaultPoints faults, FailureLog failures, ILogger<EndpointRunner> logger)
{
    private static readonly Func<ILogger, string, string, string?, IDisposable?> RequestScope = LoggerMessage.DefineScope<string, string, string?>("{RequestId} {Method} {Path}");

    /// <summary>Runs one request.</summary>
    public Task RunAsync(HttpContext http, ApiEndpoint endpoint) => RunAsync(http, request => RunAsync(request, endpoint));

    /// <summary>Runs one request of a path whose calls are told apart by the body's only key.</summary>
    public Task RunActionAsync(HttpContext http, IReadOnlyDictionary<string, ApiEndpoint> actions) => RunAsync(http, request =>
    {
        var name = ActionBody.NameOf(request.Body);
        return RunAsync(request, actions.GetValueOrDefault(name) ?? throw ActionBody.Unknown(name));
    });

    private async Task RunAsync(HttpContext http, Func<ApiRequest, Task> run)
    {
        var request = http.Features.Get<ApiRequest>()!;
        using var scope = RequestScope(logger, request.RequestId, http.Request.Method, http.Request.Path);
        // What changes nothing asks for no line in the log of another silo, and the id would go with each of its calls.
        if (!HttpMethods.IsGet(http.Request.Method)) RequestTrace.Begin(request.RequestId);
        await ServeAsync(http, request, run);
        await LeaveAsync(http, request);
    }

    private async Task ServeAsync(HttpContext http, ApiRequest request, Func<ApiRequest, Task> run)
    {
        http.Response.Headers["x-compute-request-id"] = request.RequestId;
        RequestBody? body = null;
        try
        {
            if (await identity.IdentifyAsync(http.Request, request.UrlProject, request.RequestId) is not { } known)
            {
                await FaultWriter.WriteUnauthorizedAsync(http.Response, identity.Challenge);
                return;
            }

            await faults.ReachAsync(FaultPoint.ApiIdentified);
            request.Identity = known;
            request.Policies = policies;
            rates.Count(known.Caller.Project);
            request.Version = MicroversionHeader.Negotiate(http);
            body = await RequestBody.ReadAsync(http.Request, options.Value.Limits.MaxBodyBytes);
            request.Body = body.Root;
            await UntilCutOffAsync(http, request, run(request));
        }
        catch (BodyTooLargeException)
        {
            await FaultWriter.WriteTooLargeAsync(http.Response);
        }
        catch (Exception e)
        {
            Answer(http, request, e);
        }
        finally
        {
            body?.Dispose();
        }
    }

    /// <summary>
    /// A read is cut off by the clock also where what it waits for knows no token. Whoever still works at it can write no answer any more; he keeps the connection's request until he ends, so no other may come by it.
    /// </summary>
    private static async Task UntilCutOffAsync(HttpContext http, ApiRequest request, Task served)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            await served;
            return;
        }

        try
        {
            await served.WaitAsync(http.RequestAborted);
        }
        catch (OperationCanceledException) when (!served.IsCompleted)
        {
            if (request.TryAbandon())
            {
                http.Response.Headers.Connection = "close";
                throw;
            }

            await served;
        }
    }

    private async Task RunAsync(ApiRequest request, ApiEndpoint endpoint)
    {
        var rules = endpoint.Rules;
        if (request.Version < rules.Since)
        {
            throw ApiException.NoSuchResource();
        }

        CheckProject(request);
        CheckQuery(request);
        CheckBody(request, endpoint);
        if (rules.Policy is { } policy && !request.May(policy))
        {
            await (rules.Find?.Invoke(request) ?? Task.CompletedTask);
            throw ApiException.Forbidden(policy);
        }

        await faults.ReachAsync(FaultPoint.ApiBeforeGrain);
        await endpoint.Handle(request);
    }

    /// <summary>A reply that is lost on its way: the client sees its connection end before the answer does.</summary>
    private async ValueTask LeaveAsync(HttpContext http, ApiRequest request)
    {
        try
        {
            await faults.ReachAsync(FaultPoint.ApiBeforeReply);
        }
        catch (Exception e)
        {
            LogFailure(e, request.RequestId, http.Request.Path);
            http.Abort();
        }
    }

    private static void CheckProject(ApiRequest request)
    {
        if (request.UrlProject is { } project && project != request.Caller.Project.Value)
        {
            throw ApiException.BadRequest("Malformed request url");
        }
    }

    /// <summary><see cref="Differences.NoNullCharacters"/>.</summary>
    private static void CheckQuery(ApiRequest request)
    {
        foreach (var (name, values) in request.Http.Request.Query)
        {
            if (name.Contains('\0', StringComparison.Ordinal) || values.Any(v => v?.Contains('\0', StringComparison.Ordinal) is true))
            {
                throw ApiException.BadRequest($"The query parameter {name.Replace("\0", "", StringComparison.Ordinal)} contains a null character.");
            }
        }
    }

    private static void CheckBody(ApiRequest request, ApiEndpoint endpoint)
    {
        if (endpoint.Rules.Body?.Invoke(request.Version) is { } schema)
        {
            SchemaValidator.Check(endpoint.Action is { } action ? CommonSchemas.Body(action, schema) : schema, request.Body);
        }
    }

    private void Answer(HttpContext http, ApiRequest request, Exception exception)
    {
        if (http.Response.HasStarted)
        {
            LogFailure(exception, request.RequestId, http.Request.Path);
            http.Abort();
            return;
        }

        var fault = exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested ? ApiFault.ReadTooLong : ErrorTable.FaultOf(exception);
        failures.Note(request, exception, fault);
        FaultWriter.Write(http.Response, fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} to {Path} failed.")]
    private partial void LogFailure(Exception exception, string requestId, string path);
}
