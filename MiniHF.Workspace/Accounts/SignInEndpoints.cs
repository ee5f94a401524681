using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Pages;
using MiniHF.Workspace.Hosting;

namespace MiniHF.Workspace.Accounts;

/// <summary>Coming in by a link, and going out.</summary>
internal static class SignInEndpoints
{
    public const string SignedOutPath = "/signed-out";

    /// <summary>Of a link's query: the path of this server to go to after signing in.</summary>
    public const string ReturnUrl = "returnUrl";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        // Following a link only shows what it does: chat programs and mail scanners follow links too. The button uses it up.
        endpoints.MapGet("/welcome/{token}", ShowAsync).AllowAnonymous().RequireRateLimiting(RequestLimits.SignIn);
        endpoints.MapPost("/welcome/{token}", EnterAsync).AllowAnonymous().RequireRateLimiting(RequestLimits.SignIn);
        endpoints.MapGet(SignedOutPath, () => new RazorComponentResult<SignedOutPage>()).AllowAnonymous();
        endpoints.MapPost("/sign-out", LeaveAsync);
    }

    private static async Task<IResult> ShowAsync(string token, AccountDirectory accounts, CancellationToken ct) =>
        await accounts.FindLinkAsync(token, ct).ConfigureAwait(false) is { } link
            ? Welcome(accounts, link, problem: null)
            : Expired();

    private static async Task<IResult> EnterAsync(
        string token, HttpContext http, IAntiforgery antiforgery, AccountDirectory accounts, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false))
        {
            return Results.LocalRedirect(http.Request.Path + http.Request.QueryString);
        }

        try
        {
            IFormCollection form = await http.Request.ReadFormAsync(ct).ConfigureAwait(false);
            if (await accounts.RedeemAsync(token, form["name"], ct).ConfigureAwait(false) is not { } person)
            {
                return Expired();
            }

            await http.SignInAsync(
                CookieAuthenticationDefaults.AuthenticationScheme,
                SignedInPerson.Create(person.Id),
                new AuthenticationProperties { IsPersistent = true }).ConfigureAwait(false);
            return Results.LocalRedirect(LocalPath(http.Request.Query[ReturnUrl]));
        }
        catch (UserFacingException e) when (e.GetType() == typeof(UserFacingException))
        {
            return await accounts.FindLinkAsync(token, ct).ConfigureAwait(false) is { } link ? Welcome(accounts, link, e.Message) : Expired();
        }
    }

    /// <summary>The path itself where it leads to this server and nowhere else; otherwise the home page.</summary>
    internal static string LocalPath(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/";

    private static async Task<IResult> LeaveAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false))
        {
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme).ConfigureAwait(false);
        }

        return Results.LocalRedirect(SignedOutPath);
    }

    private static RazorComponentResult<WelcomePage> Welcome(AccountDirectory accounts, SignInLink link, string? problem) => new(new
    {
        KnownName = link.Person is { } person ? accounts.NameOf(person) : null,
        IsFirst = link.Purpose == SignInPurpose.Start && accounts.Owner is null,
        Problem = problem,
    })
    {
        StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static RazorComponentResult<SignedOutPage> Expired() => new(new { LinkExpired = true })
    {
        StatusCode = StatusCodes.Status410Gone,
    };
}
