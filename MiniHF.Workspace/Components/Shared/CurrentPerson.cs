using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>Who sits at this page.</summary>
public sealed class CurrentPerson(AuthenticationStateProvider authentication)
{
    /// <summary>The signed-in person.</summary>
    /// <exception cref="InvalidOperationException">Nobody is: the page should not have been reached.</exception>
    public async Task<PersonId> GetAsync()
    {
        ClaimsPrincipal user = (await authentication.GetAuthenticationStateAsync()).User;
        return Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out Guid id)
            ? new PersonId(id)
            : throw new InvalidOperationException("A page for signed-in people was reached without a person.");
    }
}
