using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Demo.Chaos;
using OrleansStorage.Cli.Output;
using Spectre.Console;

namespace OrleansStorage.Cli.Demo;

/// <summary>What the demo did and found. Immutable.</summary>
/// <param name="Operations">Each kind of operation, in the order of the demo.</param>
/// <param name="Checks">Each check, in the order of the demo.</param>
public sealed record DemoReport(IReadOnlyList<OperationSummary> Operations, IReadOnlyList<ExportCheck> Checks)
{
    private const int MostDifferencesShown = 20;
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What was killed meanwhile, in order.</summary>
    public IReadOnlyList<Strike> Strikes { get; init; } = [];

    /// <summary>Whether every export had its attachment and every attachment its export.</summary>
    public bool IsClean => Checks.Count > 0 && Checks.All(check => check.Differences.Count == 0);

    /// <summary>Shows it.</summary>
    public void Write(ResultWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (writer.Format == OutputFormat.Json)
        {
            writer.Json(JsonSerializer.SerializeToNode(this, SnakeCase)!);
            return;
        }
        writer.Console.Write(OperationTable());
        if (Strikes.Count > 0)
            writer.Console.Write(StrikeTable());
        writer.Console.Write(CheckTable());
        foreach (var check in Checks)
        {
            foreach (var difference in check.Differences.Take(MostDifferencesShown))
                writer.Console.WriteLine($"{check.When}: {difference}");
        }
        writer.Console.WriteLine(IsClean
            ? "Each attached host had exactly one export, and none is left."
            : $"{Checks.Sum(check => check.Differences.Count)} differences between the arrays and the attachments.");
    }

    private Table OperationTable()
    {
        var table = Headed("Operation", "Count", "Per second", "p50 ms", "p99 ms");
        foreach (var operation in Operations)
            table.AddRow(operation.Name, $"{operation.Count}", $"{operation.PerSecond:0}", $"{operation.P50Ms:0.0}", $"{operation.P99Ms:0.0}");
        return table;
    }

    private Table StrikeTable()
    {
        var table = Headed("Killed", "At", "Away ms");
        foreach (var strike in Strikes)
            table.AddRow(strike.Victim, strike.When, $"{strike.AwayMs:0}");
        return table;
    }

    private Table CheckTable()
    {
        var table = Headed("Check", "Attachments", "Exports expected", "On the array", "On record", "Differences");
        foreach (var check in Checks)
            table.AddRow(check.When, $"{check.Attachments}", $"{check.Expected}", $"{check.OnArray}", $"{check.Recorded}", $"{check.Differences.Count}");
        return table;
    }

    private static Table Headed(string first, params string[] numbers)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var number in numbers)
            table.AddColumn(new TableColumn(number).RightAligned());
        return table;
    }
}
