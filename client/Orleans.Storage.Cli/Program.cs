using OrleansStorage.Cli;
using Spectre.Console;

// A table in a file or a pipe is for a program to cut: it is as wide as it needs to be.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 1000;
return await new CommandLineTool(AnsiConsole.Console, Console.Error, TimeProvider.System, Environment.GetEnvironmentVariable).RunAsync(args);
