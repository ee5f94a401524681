using Microsoft.AspNetCore.Components;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>Where whoever is not signed in is sent: says where the link is.</summary>
public sealed partial class SignedOutPage
{
    /// <summary>Whether a link was followed that does not work.</summary>
    [Parameter]
    public bool LinkExpired { get; set; }
}
