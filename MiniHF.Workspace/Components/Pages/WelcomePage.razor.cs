using Microsoft.AspNetCore.Components;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>What a sign-in link opens.</summary>
public sealed partial class WelcomePage
{
    /// <summary>The person the link signs in; null for somebody new, who is asked for a name.</summary>
    [Parameter]
    public string? KnownName { get; set; }

    /// <summary>Whether this makes the owner's account.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>What was wrong with what was sent.</summary>
    [Parameter]
    public string? Problem { get; set; }
}
