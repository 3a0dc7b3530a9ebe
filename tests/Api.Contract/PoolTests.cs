using OrleansStorage.Api.Tests.Hosting;
using OrleansStorage.Domain.Scheduling;

namespace OrleansStorage.Api.Tests;

/// <summary>Contract §19: what pools say of themselves is what the extra specs of types are matched against.</summary>
public sealed class PoolTests
{
    [Theory]
    [InlineData("volume_backend_name")]
    [InlineData("storage_protocol")]
    [InlineData("vendor_name")]
    public async Task Pool_Shows_WhatExtraSpecsAreMatchedAgainst(string capability)
    {
        await using var api = await Samples.StartAsync();
        var shown = (await api.SendAsync("GET", "/v3/scheduler-stats/get_pools?detail=true")).Json.GetProperty("pools")[0].GetProperty("capabilities");
        Assert.Equal(PoolCapabilities.Of(Samples.Pool, capability), shown.GetProperty(capability).GetString());
    }
}
