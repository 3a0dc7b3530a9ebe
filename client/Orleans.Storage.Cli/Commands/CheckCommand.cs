using System.CommandLine;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Output;
using OrleansStorage.Histories;
using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Cli.Commands;

/// <summary><c>orleans-storage check FILE</c>: judges a recorded history; asks no server.</summary>
internal static class CheckCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<FileInfo>("file") { Description = "The history, as JSON" };
        var budget = NumberOption.AtLeast(1, new Option<long>("--budget") { Description = "How much the linearizability search may try and compare before it says inconclusive", DefaultValueFactory = _ => HistoryCheckers.DefaultMoves });
        var names = HistoryCheckers.All().Select(checker => checker.Name).ToArray();
        var only = new Option<string[]>("--checker") { Description = "Only this checker; may be repeated", DefaultValueFactory = _ => names };
        only.AcceptOnlyFromAmong(names);
        var command = new Command("check", $"Judge a recorded history by {string.Join(", ", names)}; exit code 0 when all say ok, 1 when one is violated, 2 when one cannot tell or the file is no history") { file, budget, only };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetRequiredValue(only);
            var checkers = HistoryCheckers.All(parsed.GetValue(budget)).Where(checker => wanted.Contains(checker.Name));
            return await RunAsync(parsed.GetRequiredValue(file), [.. checkers], context, context.Writer(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, IReadOnlyList<IHistoryChecker> checkers, CliContext context, ResultWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            var history = await HistoryFile.ReadAsync(stream, cancellationToken);
            var results = checkers.Select(checker => checker.Check(history)).ToList();
            writer.List(results.SelectMany(Rows), Column.Of("Checker", "checker"), Column.Of("Verdict", "verdict"), Column.Of("Broken", "invariant"), Column.Of("At event", "at"), Column.Of("How", "message"));
            if (results.Exists(result => result.Verdict == Verdict.Violated))
                return ExitCode.Failed;
            return results.Exists(result => result.Verdict == Verdict.Inconclusive) ? ExitCode.Unusable : ExitCode.Done;
        }
        catch (Exception error) when (error is UnreadableHistoryException or IOException or UnauthorizedAccessException)
        {
            await context.Errors.WriteLineAsync($"{file}: {error.Message}");
            return ExitCode.Unusable;
        }
    }

    private static IEnumerable<JsonObject> Rows(CheckResult result)
    {
        if (result.Violations.IsEmpty)
            return [new JsonObject { ["checker"] = result.Checker, ["verdict"] = Word(result.Verdict), ["message"] = result.Reason }];
        return result.Violations.Select(violation => new JsonObject
        {
            ["checker"] = result.Checker, ["verdict"] = Word(result.Verdict), ["invariant"] = violation.Invariant.ToString(), ["at"] = violation.At, ["message"] = violation.Message,
        });
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
