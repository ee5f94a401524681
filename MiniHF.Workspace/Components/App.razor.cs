using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace MiniHF.Workspace.Components;

/// <summary>The document around every page.</summary>
public sealed partial class App : ComponentBase
{
    /// <summary>The cookie that holds a browser's choice of colours: light, dark, high contrast or the system's.</summary>
    public const string ThemeCookie = "minihf-theme";

    /// <summary>The cookie that holds a browser's choice of how close things stand.</summary>
    public const string DensityCookie = "minihf-density";

    // What every page's script imports, and a notebook's first drawing: fetched at once, and not each when the one before it has been read.
    private static readonly string[] s_ahead = ["hints", "rove", "menu", "look", "lessons", "typing", "typing-desk", "typing-journal", "text-change", "keys", "cells", "tree"];

    // A page shows what is stored and streams; rendered twice, once without a connection, it would flash and load everything twice.
    private static readonly InteractiveServerRenderMode s_live = new(prerender: false);

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    private string Theme => Http.Request.Cookies[ThemeCookie] is "light" or "dark" or "contrast" ? Http.Request.Cookies[ThemeCookie]! : "system"; // matched above

    private string Density => Http.Request.Cookies[DensityCookie] is "compact" ? "compact" : "comfortable";

    private InteractiveServerRenderMode? Mode => Http.AcceptsInteractiveRouting() ? s_live : null;
}
