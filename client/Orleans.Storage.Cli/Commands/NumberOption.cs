using System.CommandLine;

namespace OrleansStorage.Cli.Commands;

/// <summary>Options that are numbers with a lower bound.</summary>
internal static class NumberOption
{
    /// <summary>The option, which refuses less than <paramref name="least"/>.</summary>
    public static Option<int> AtLeast(int least, Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{option.Name} must be {least} or more.");
        });
        return option;
    }
}
