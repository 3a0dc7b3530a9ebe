using OrleansStorage.Drivers;
using OrleansStorage.Faults;
using OrleansStorage.FaultSilo.Faults;
using OrleansStorage.Silo;

namespace OrleansStorage.FaultSilo;

/// <summary>The product's silo, composed by the product itself, in which fault points can be armed.</summary>
public static class FaultySilo
{
    private const string TokenKey = "Faults:Token";
    private const string ClockKey = "Faults:ClockAheadHours";
    private const int ShortestToken = 16;

    /// <summary>Runs one until it is told to stop or a fault ends it; rules are armed by <see cref="FaultCalls"/>. Returns as <see cref="StorageSilo.RunAsync"/>.</summary>
    public static Task<int> RunAsync(string[] args, FaultBook book)
    {
        var token = "";
        return StorageSilo.RunAsync(args, builder =>
        {
            token = Checked(builder.Configuration[TokenKey]);
            Add(builder, book);
        }, app => FaultCalls.Map(app, book, token));
    }

    /// <summary>One in this process, ready to start, whose book the caller has in hand; there is no call that arms it.</summary>
    public static Task<WebApplication> BuildAsync(string[] args, FaultBook book) => StorageSilo.BuildAsync(args, builder => Add(builder, book));

    private static void Add(WebApplicationBuilder builder, FaultBook book)
    {
        builder.Services.AddSingleton<IFaultPoints>(book);
        if (builder.Configuration.GetValue<double?>(ClockKey) is { } hours) builder.Services.AddSingleton<TimeProvider>(new WrongClock(TimeSpan.FromHours(hours)));
    }

    private static string Checked(string? token) => token is { Length: >= ShortestToken }
        ? token
        : throw new DriverConfigurationException($"{TokenKey} is missing or has fewer than {ShortestToken} characters: a silo in which faults can be armed does not start without it");
}
