using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Cells;

/// <summary>Markdown: read until it is clicked, then written until it is left.</summary>
public sealed partial class NoteCellView : CellView<NoteCell>
{
    private bool _editing;
    private bool _wantsCursor;
    private string _text = "";
    private ElementReference _area;

    protected override object RenderKey => (Cell, _editing);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_wantsCursor)
        {
            _wantsCursor = false;
            await _area.FocusAsync();
        }
    }

    private Task BeginAsync()
    {
        if (Session.RefusesChanges())
        {
            return Task.CompletedTask;
        }

        _text = Cell.Text;
        _editing = true;
        _wantsCursor = true;
        Changed();
        return Task.CompletedTask;
    }

    private async Task FinishAsync()
    {
        if (!_editing)
        {
            return;
        }

        if (_text == Cell.Text || await Session.TryAsync(new WriteNote(Cell.Id, _text) { By = Session.Me }))
        {
            _editing = false;
        }

        Changed();
    }

    private Task KeyAsync(KeyboardEventArgs key) =>
        key.Key == "Escape" || (key.Key == "Enter" && (key.ShiftKey || key.CtrlKey || key.MetaKey)) ? FinishAsync() : Task.CompletedTask;
}
