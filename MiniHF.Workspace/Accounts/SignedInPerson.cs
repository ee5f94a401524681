using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace MiniHF.Workspace.Accounts;

/// <summary>A person as the claims of a sign-in.</summary>
public static class SignedInPerson
{
    /// <summary>The account behind the claims; null where nobody is signed in.</summary>
    public static PersonId? Of(ClaimsPrincipal? user) =>
        Guid.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), out Guid id) ? new PersonId(id) : null;

    internal static ClaimsPrincipal Create(PersonId person) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, person.Value.ToString())],
        CookieAuthenticationDefaults.AuthenticationScheme));
}
