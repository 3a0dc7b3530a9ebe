using System.Security.Cryptography;
using OrleansStorage.Connections;
using OrleansStorage.Data.Secrets;
using Xunit;

namespace OrleansStorage.Data.Conformance;

public sealed class AesSecretSealerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orleans-storage-key-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void NewSecret_Opened_IsSixteenSafeCharactersAndNeverTheSame()
    {
        var sealer = new AesSecretSealer(RandomNumberGenerator.GetBytes(32));

        var secrets = Enumerable.Range(0, 100).Select(_ => sealer.Open(sealer.NewSecret()).Reveal).ToList();

        Assert.All(secrets, s => Assert.Matches("^[A-Za-z0-9]{16}$", s));
        Assert.Equal(100, secrets.Distinct().Count());
    }

    [Fact]
    public void Seal_OfOneSecretTwice_GivesTwoTextsThatDoNotHoldIt()
    {
        var sealer = new AesSecretSealer(new byte[32]);
        var (first, second) = (sealer.Seal(new Secret("open sesame")), sealer.Seal(new Secret("open sesame")));

        Assert.NotEqual(first.Value, second.Value);
        Assert.StartsWith("1:", first.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", first.Value, StringComparison.Ordinal);
        Assert.Equal("open sesame", sealer.Open(first).Reveal);
    }

    [Fact]
    public void Open_OfWhatIsNotItsOwn_Throws()
    {
        var sealer = new AesSecretSealer(new byte[32]);
        var text = sealer.Seal(new Secret("x")).Value;
        var damaged = Convert.FromBase64String(text[2..]);
        damaged[14] ^= 1;

        foreach (var bad in (string?[])[null, "", "1:", "2:" + text[2..], "1:not base64", "1:" + Convert.ToBase64String(damaged)])
            Assert.ThrowsAny<CryptographicException>(() => sealer.Open(new SealedSecret(bad!)));
        Assert.ThrowsAny<CryptographicException>(() => new AesSecretSealer(RandomNumberGenerator.GetBytes(32)).Open(new SealedSecret(text)));
    }

    [Fact]
    public void FromBase64_WithAKeyThatIsNone_SaysSoWithoutRepeatingIt()
    {
        Assert.DoesNotContain("my-key!", Assert.Throws<ArgumentException>(() => AesSecretSealer.FromBase64("my-key!")).Message, StringComparison.Ordinal);
        Assert.Contains("3 bytes", Assert.Throws<ArgumentException>(() => AesSecretSealer.FromBase64("AAAA")).Message, StringComparison.Ordinal);
        var key = Convert.ToBase64String(new byte[32]);
        Assert.Equal("x", AesSecretSealer.FromBase64(key).Open(new AesSecretSealer(new byte[32]).Seal(new Secret("x"))).Reveal);
    }

    [Fact]
    public async Task KeyFile_OpenedByManyAtOnce_IsMadeOnceAndPrivate()
    {
        // Two of eight meet in one of some dozens of rounds.
        using var start = new Barrier(8);
        for (var round = 0; round < 100; round++)
        {
            var directory = Path.Combine(_directory, $"round-{round}");
            var sealers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return SecretKeyFile.Open(directory);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            var secret = sealers[0].Seal(new Secret("x"));
            Assert.All(sealers, s => Assert.Equal("x", s.Open(secret).Reveal));
            var file = Assert.Single(Directory.GetFiles(directory));
            Assert.Equal(SecretKeyFile.Name, Path.GetFileName(file));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void KeyFile_OfAWrongLength_IsRefusedAndKept()
    {
        var path = Path.Combine(_directory, "secrets.key");
        File.WriteAllBytes(path, new byte[31]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Contains("31 bytes", Assert.Throws<InvalidDataException>(() => SecretKeyFile.Open(_directory)).Message, StringComparison.Ordinal);
        Assert.Equal(31, new FileInfo(path).Length);
    }
}
