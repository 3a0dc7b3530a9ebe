namespace OrleansStorage.Api.Requests;

/// <summary>A body over <see cref="RequestBody.MaxLength"/>; answered with 413 and a text.</summary>
internal sealed class BodyTooLargeException : Exception;
