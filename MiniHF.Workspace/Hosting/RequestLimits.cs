using System.Threading.RateLimiting;

namespace MiniHF.Workspace.Hosting;

/// <summary>How much one client may ask for.</summary>
internal static class RequestLimits
{
    /// <summary>Name of the policy for guessing at sign-in links. With 256 random bits it only keeps the noise down.</summary>
    public const string SignIn = "sign-in";

    /// <summary>No form of ours is longer than a name.</summary>
    public const long BodyBytes = 1_000_000;

    // A room full of people behind one address follows one link: two requests each.
    private const int SignInsPerMinute = 300;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(SignIn, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
    });
}
