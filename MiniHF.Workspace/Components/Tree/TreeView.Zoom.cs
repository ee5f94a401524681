using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Tree;

// Near and far: how much of a tree is on the screen, and a small picture of all of it beside.
public sealed partial class TreeView
{
    private const double Nearer = 1.5;
    private const double LeastZoom = 0.0005;

    // From here on shapes are dots of the same size on the screen, without marks.
    private const double Far = 0.5;

    // How high the box is, as the stylesheet has it: short, and with all the room.
    private const double BoxHeight = 276;
    private const double TallBoxHeight = 620;

    private ElementReference _overview;
    private byte[] _shownOverview = [];
    private (TreeLayout, BranchTree, object)? _overviewOf;
    private double _zoom = 1;
    private TreeScale _shownScale = TreeScale.Full;
    private bool _isTall;

    private bool IsFar => _zoom < Far;

    private TreeScale Scale => TreeScale.Of(Layout, _zoom, _screen.Width);

    /// <summary>Whether there is more than the box can show, or it is shrunk.</summary>
    private bool HasTools => _zoom < 1 || Layout.Width > _screen.Width || Layout.Height > (_isTall ? TallBoxHeight : BoxHeight);

    private bool HasOverview => IsLarge;

    private string Percent => _zoom < 0.01 ? "< 1 %" : $"{Math.Round(_zoom * 100):0} %";

    /// <summary>Shrinks or enlarges the drawing around what the eye is on; called by the browser for the wheel and the keys.</summary>
    [JSInvokable]
    public void ZoomBy(double factor)
    {
        if (double.IsFinite(factor) && factor > 0)
        {
            ZoomTo(_zoom * factor);
        }
    }

    /// <summary>Its full size.</summary>
    [JSInvokable]
    public void ZoomFull() => ZoomTo(1);

    /// <summary>All of it on the screen.</summary>
    [JSInvokable]
    public void ZoomAll() => ZoomTo((_isTall ? TallBoxHeight : BoxHeight) / Layout.Height);

    private void ZoomTo(double zoom)
    {
        TreeScale before = Scale;
        _eye = null;
        _zoom = Math.Clamp(zoom, LeastZoom, 1);

        // As the browser is about to have it, which tells the exact place afterwards.
        _screen = _screen.Rescaled(before, Scale);
        StateHasChanged();
    }

    private void ToggleTall() => _isTall = !_isTall;

    private bool IsWanted(BranchId branch) => OnPath.Contains(branch) || BranchStatus.Growing == Tree.Branches[branch].Status;

    /// <summary>Sends the small picture where it changed: most branches change no cell of it.</summary>
    private async Task ShowOverviewAsync()
    {
        if (_module is null || !HasOverview)
        {
            _overviewOf = null;
            _shownOverview = [];
            return;
        }

        // It shows neither what is in view nor how near: scrolling makes no new one.
        (TreeLayout, BranchTree, object) of = (Layout, Tree, Actions.Session.State.Judgements);
        if (of == _overviewOf)
        {
            return;
        }

        _overviewOf = of;
        byte[] cells = TreeOverview.Of(Layout, branch => MarkOf(branch) == "up", OnPath);
        byte[] shown = _shownOverview;
        if (cells.AsSpan().SequenceEqual(shown))
        {
            return;
        }

        _shownOverview = cells;
        if (shown.Length == 0)
        {
            await _module.InvokeVoidAsync("overview", _scroller, _overview, cells, TreeOverview.Columns, TreeOverview.Rows);
        }
        else
        {
            await _module.InvokeVoidAsync("overviewChanged", _scroller, TreeOverview.Changes(shown, cells));
        }
    }
}
