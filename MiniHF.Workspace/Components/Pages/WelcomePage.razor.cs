using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Notebooks.People;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>What a sign-in link opens.</summary>
public sealed partial class WelcomePage
{
    /// <summary>The person the link signs in; null for somebody new, who is asked for a name.</summary>
    [Parameter]
    public string? KnownName { get; set; }

    /// <summary>Whoever is signed in and follows a link for somebody new: they come in as who they are.</summary>
    [Parameter]
    public string? JoinsAs { get; set; }

    /// <summary>The notebook's title, where the link leads into one.</summary>
    [Parameter]
    public string? Notebook { get; set; }

    /// <summary>Who made a link into a notebook.</summary>
    [Parameter]
    public string? InvitedBy { get; set; }

    /// <summary>What a link into a notebook makes of who follows it; null for a link into the workspace.</summary>
    [Parameter]
    public NotebookRole? Role { get; set; }

    /// <summary>Whether this makes the owner's account.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>What was wrong with what was sent.</summary>
    [Parameter]
    public string? Problem { get; set; }

    private bool NeedsName => KnownName is null && JoinsAs is null;
}
