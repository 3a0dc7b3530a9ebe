using System.Diagnostics.Metrics;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>What operators watch of Keystone, counted on the silo that asked. Safe from any thread.</summary>
internal sealed class KeystoneMeter(IMeterFactory meters)
{
    private readonly Counter<long> _failures = meters.Create("OrleansStorage.Keystone").CreateCounter<long>(
        "orleansstorage.keystone.failures", description: "Validations to which Keystone gave no answer, or none that can be understood.");

    /// <summary>One more token about which Keystone said nothing.</summary>
    public void Failed() => _failures.Add(1);
}
