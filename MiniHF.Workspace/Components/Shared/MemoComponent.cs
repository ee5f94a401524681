using Microsoft.AspNetCore.Components;

namespace MiniHF.Workspace.Components.Shared;

/// <summary>
/// A component that renders again only when <see cref="RenderKey"/> differs from the last render's. A notebook's state is immutable, so
/// comparing what is shown is cheap, and a token that streams into one card leaves the rest of the page alone.
/// </summary>
public abstract class MemoComponent : ComponentBase
{
    private object? _rendered;
    private int _revision;

    /// <summary>Everything the markup depends on: usually a tuple of parameters.</summary>
    protected abstract object RenderKey { get; }

    /// <summary>Says that something private to the component changed.</summary>
    protected void Changed()
    {
        _revision++;
        StateHasChanged();
    }

    protected override bool ShouldRender()
    {
        (object, int) key = (RenderKey, _revision);
        bool differs = !key.Equals(_rendered);
        _rendered = key;
        return differs;
    }
}
