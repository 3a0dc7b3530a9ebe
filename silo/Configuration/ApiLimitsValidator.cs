using System.Linq.Expressions;
using FluentValidation;
using OrleansStorage.Api;

namespace OrleansStorage.Silo.Configuration;

/// <summary>What is wrong with <c>Storage:Api:Limits</c>, a line a mistake.</summary>
internal sealed class ApiLimitsValidator : AbstractValidator<ApiLimits>
{
    public ApiLimitsValidator()
    {
        Between(l => l.MaxBodyBytes, 1_024, 16_777_216);
        Between(l => l.MaxHeaderBytes, 8_192, 1_048_576);
        Between(l => l.HeaderTimeoutMs, 100, 600_000);
        Between(l => l.IdleTimeoutMs, 100, 3_600_000);
        Between(l => l.MinBytesPerSecond, 1, 1_000_000);
        Between(l => l.MaxConnections, 1, 1_000_000);
        Between(l => l.ReadTimeoutMs, 100, 600_000);
        Between(l => l.RequestsPerSecond, 0, 1_000_000);
    }

    private void Between(Expression<Func<ApiLimits, int>> key, int least, int most)
    {
        var name = ((MemberExpression)key.Body).Member.Name;
        var value = key.Compile();
        RuleFor(key).InclusiveBetween(least, most).WithMessage(l => $"Storage:Api:Limits:{name} is {value(l)}, not from {least} to {most}");
    }
}
