using Microsoft.JSInterop;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>A JavaScript module of ours, loaded when first used. Calls after the browser went away do nothing.</summary>
internal sealed class JsModule(IJSRuntime runtime, string path) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>Calls an exported function.</summary>
    public async Task InvokeVoidAsync(string function, params object?[] arguments)
    {
        try
        {
            await (await LoadAsync()).InvokeVoidAsync(function, arguments);
        }
        catch (Exception e) when (IsGone(e))
        {
            // The page is closed or cut off; there is nobody left to show anything to.
        }
    }

    /// <summary>Calls an exported function; gives the default value where the browser went away.</summary>
    public async Task<T?> InvokeAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            return await (await LoadAsync()).InvokeAsync<T>(function, arguments);
        }
        catch (Exception e) when (IsGone(e))
        {
            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is null)
        {
            return;
        }

        try
        {
            await (await _module).DisposeAsync();
        }
        catch (Exception e) when (IsGone(e))
        {
            // As above.
        }
    }

    private static bool IsGone(Exception e) => e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    private Task<IJSObjectReference> LoadAsync() => _module ??= runtime.InvokeAsync<IJSObjectReference>("import", path).AsTask();
}
