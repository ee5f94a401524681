using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Pages;
using MiniHF.Workspace.Hosting;
using MiniHF.Workspace.Notebooks.People;
using MiniHF.Workspace.Notebooks.State;

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

    private static async Task<IResult> ShowAsync(
        string token, HttpContext http, AccountDirectory accounts, NotebookInvitations invitations, CancellationToken ct)
    {
        if (await accounts.FindLinkAsync(token, ct).ConfigureAwait(false) is not { } link)
        {
            return Expired();
        }

        PersonId? signedIn = Known(http, accounts);
        return link.Invitation is { } invitation && await IsInsideAsync(invitation, signedIn, invitations, ct).ConfigureAwait(false)
            ? Results.LocalRedirect(PathOf(invitation))
            : await WelcomeAsync(accounts, invitations, link, signedIn, problem: null, ct).ConfigureAwait(false);
    }

    private static async Task<IResult> EnterAsync(
        string token, HttpContext http, IAntiforgery antiforgery, AccountDirectory accounts, NotebookInvitations invitations, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false))
        {
            return Results.LocalRedirect(http.Request.Path + http.Request.QueryString);
        }

        PersonId? signedIn = Known(http, accounts);
        SignInLink? link = await accounts.FindLinkAsync(token, ct).ConfigureAwait(false);
        if (link?.Invitation is { } seen && await IsInsideAsync(seen, signedIn, invitations, ct).ConfigureAwait(false))
        {
            return Results.LocalRedirect(PathOf(seen));
        }

        try
        {
            IFormCollection form = await http.Request.ReadFormAsync(ct).ConfigureAwait(false);
            if (await accounts.RedeemAsync(token, form["name"], signedIn, ct).ConfigureAwait(false) is not { } person)
            {
                return Expired();
            }

            if (link?.Invitation is { } invitation)
            {
                await invitations.AdmitAsync(invitation, person.Id, ct).ConfigureAwait(false);
            }

            await http.SignInAsync(
                CookieAuthenticationDefaults.AuthenticationScheme,
                SignedInPerson.Create(person.Id),
                new AuthenticationProperties { IsPersistent = true }).ConfigureAwait(false);
            return Results.LocalRedirect(link?.Invitation is { } into && !http.Request.Query.ContainsKey(ReturnUrl)
                ? PathOf(into)
                : LocalPath(http.Request.Query[ReturnUrl]));
        }
        catch (UserFacingException e) when (e.GetType() == typeof(UserFacingException))
        {
            return await accounts.FindLinkAsync(token, ct).ConfigureAwait(false) is { } still
                ? await WelcomeAsync(accounts, invitations, still, signedIn, e.Message, ct).ConfigureAwait(false)
                : Expired();
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

    private static PersonId? Known(HttpContext http, AccountDirectory accounts) =>
        SignedInPerson.Of(http.User) is { } person && accounts.Find(person) is not null ? person : null;

    private static string PathOf(NotebookInvitation invitation) => $"/n/{invitation.Notebook.Value}";

    /// <summary>Whether the link has nothing to give to who follows it: they are in, with as much or more.</summary>
    private static async Task<bool> IsInsideAsync(NotebookInvitation invitation, PersonId? person, NotebookInvitations invitations, CancellationToken ct) =>
        person is not null && await invitations.DescribeAsync(invitation, person, ct).ConfigureAwait(false) is { Role: { } role } && role >= invitation.Role;

    private static async Task<IResult> WelcomeAsync(
        AccountDirectory accounts, NotebookInvitations invitations, SignInLink link, PersonId? signedIn, string? problem, CancellationToken ct)
    {
        NotebookInvitation? invitation = link.Invitation;
        NotebookState? notebook = invitation is null ? null : (await invitations.DescribeAsync(invitation, signedIn, ct).ConfigureAwait(false))?.State;
        return new RazorComponentResult<WelcomePage>(new
        {
            KnownName = link.Person is { } person ? accounts.NameOf(person) : null,
            JoinsAs = link is { Person: null, Purpose: not SignInPurpose.Start } && signedIn is { } me ? accounts.NameOf(me) : null,
            IsFirst = link.Purpose == SignInPurpose.Start && accounts.Owner is null,
            InvitedBy = invitation is null ? null : accounts.NameOf(invitation.By),
            Notebook = notebook is null ? null : Components.Notebook.Titles.Of(notebook),
            Role = invitation?.Role,
            Problem = problem,
        })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private static RazorComponentResult<SignedOutPage> Expired() => new(new { LinkExpired = true })
    {
        StatusCode = StatusCodes.Status410Gone,
    };
}
