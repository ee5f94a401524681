using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Pages;
using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Components;

/// <summary>Everything the browser sees.</summary>
public static class WorkspaceUi
{
    private const string AYear = "public, max-age=31536000, immutable";
    // A passage travels whole when it is stored; a novel's worth must not cut the page off.
    private const long LongestMessage = 12 * 1024 * 1024;

    private const string ADay = "public, max-age=86400";

    /// <summary>Registers what the pages need. The notebooks, models and accounts they show are registered by their own folders.</summary>
    public static IServiceCollection AddWorkspaceUi(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddCascadingAuthenticationState();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(FontFiles.OfSystem());
        services.TryAddScoped<Toasts>();
        services.TryAddScoped<CurrentPerson>();
        return services;
    }

    /// <summary>Maps the pages, their static files and the fonts.</summary>
    public static void MapWorkspaceUi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapStaticAssets().AllowAnonymous();
        endpoints.MapGet("/fonts/fonts.css", (HttpContext http, FontFiles fonts) =>
        {
            http.Response.Headers.CacheControl = ADay;
            return Results.Text(fonts.StyleSheet, "text/css");
        }).AllowAnonymous();
        endpoints.MapGet("/fonts/{file}", (HttpContext http, FontFiles fonts, string file) =>
        {
            if (fonts.PathOf(file) is not { } path)
            {
                return Results.NotFound();
            }

            http.Response.Headers.CacheControl = AYear;
            return Results.File(path, "font/otf", enableRangeProcessing: true);
        }).AllowAnonymous();
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        endpoints.MapFallback(() => new RazorComponentResult<MissingPage> { StatusCode = StatusCodes.Status404NotFound });
    }
}
