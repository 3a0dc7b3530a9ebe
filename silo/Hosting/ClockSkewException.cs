namespace OrleansStorage.Silo.Hosting;

/// <summary>The machine's clock differs too much from the database's for a silo to be safe with it; the message says by how much, and what to do.</summary>
public sealed class ClockSkewException(string message) : Exception(message);
