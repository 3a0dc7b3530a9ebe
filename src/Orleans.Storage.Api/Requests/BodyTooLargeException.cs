namespace OrleansStorage.Api.Requests;

/// <summary>A body over <see cref="ApiLimits.MaxBodyBytes"/>; answered with 413 and a text.</summary>
internal sealed class BodyTooLargeException : Exception;
