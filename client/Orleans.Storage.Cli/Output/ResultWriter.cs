using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace OrleansStorage.Cli.Output;

/// <summary>Shows results as tables or as JSON, without secrets unless they were asked for. Not safe from several threads.</summary>
public sealed class ResultWriter(IAnsiConsole console, OutputFormat format, bool showsSecrets = false)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where it writes.</summary>
    public IAnsiConsole Console => console;

    /// <summary>How it writes.</summary>
    public OutputFormat Format => format;

    /// <summary>Shows a list: one row an object, or a JSON array.</summary>
    public void List(IEnumerable<JsonObject> items, params Column[] columns)
    {
        if (format == OutputFormat.Json)
        {
            Json(new JsonArray([.. items.Select(item => item.DeepClone())]));
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column.Header)) { NoWrap = column == columns[0] });
        foreach (var item in items.Select(i => (JsonObject)Shown(i)))
            table.AddRow(columns.Select(column => new Text(column.Read(item))));
        console.Write(table);
    }

    /// <summary>Shows one object: one row a field, or a JSON object.</summary>
    public void Show(JsonObject item)
    {
        if (format == OutputFormat.Json)
        {
            Json(item);
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Field", "Value");
        foreach (var (field, value) in ((JsonObject)Shown(item)).Where(field => field.Key != "links"))
            table.AddRow(new Text(field), new Text(Column.Text(value)));
        console.Write(table);
    }

    /// <summary>Says that something was done; nothing in JSON, where the exit code says it.</summary>
    public void Done(string what)
    {
        if (format == OutputFormat.Table)
            console.WriteLine(what);
    }

    /// <summary>Writes JSON as it is, never wrapped to the terminal's width.</summary>
    public void Json(JsonNode node) => console.Profile.Out.Writer.WriteLine(Shown(node).ToJsonString(Indented));

    private JsonNode Shown(JsonNode node) => showsSecrets ? node : Redaction.Of(node);
}
