using OrleansStorage.Cli;
using Spectre.Console;

return await new CommandLineTool(AnsiConsole.Console, Console.Error, TimeProvider.System, Environment.GetEnvironmentVariable).RunAsync(args);
