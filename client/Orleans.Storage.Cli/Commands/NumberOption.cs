using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace OrleansStorage.Cli.Commands;

/// <summary>Options that are whole numbers with a lower bound.</summary>
internal static class NumberOption
{
    /// <summary>The option, which refuses what is no such number, or less than <paramref name="least"/>.</summary>
    public static Option<T> AtLeast<T>(T least, Option<T> option)
        where T : IBinaryInteger<T>
    {
        option.CustomParser = result =>
        {
            if (T.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
            result.AddError($"{option.Name} must be {least} or more, and a whole number.");
            return least;
        };
        return option;
    }
}
