namespace MiniHF.Workspace.Hosting;

/// <summary>
/// A server for this machine alone answers only to this machine's names. Else a page of a stranger's site, its name pointed
/// at 127.0.0.1, could talk to it (DNS rebinding).
/// </summary>
internal static class LoopbackHostFilter
{
    public static IApplicationBuilder UseLoopbackHostFilter(this IApplicationBuilder app, ListenAddresses addresses) =>
        addresses.IsLoopback
            ? app.Use((http, next) =>
            {
                if (ListenAddresses.IsLoopbackHost(http.Request.Host.Host))
                {
                    return next(http);
                }

                http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                return Task.CompletedTask;
            })
            : app;
}
