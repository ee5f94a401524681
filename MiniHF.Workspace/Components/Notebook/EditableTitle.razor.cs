using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>A title that is changed by clicking it.</summary>
public sealed partial class EditableTitle : ComponentBase
{
    private bool _editing;
    private bool _wantsCursor;
    private string _text = "";
    private ElementReference _input;

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What stands there, more softly, while there is no title.</summary>
    [Parameter]
    public string Stand { get; set; } = Titles.Unnamed;

    /// <summary>Whether this person may not change it.</summary>
    [Parameter]
    public bool Fixed { get; set; }

    [Parameter]
    public EventCallback<string> OnChange { get; set; }

    /// <summary>Puts the cursor into the title.</summary>
    public void Begin()
    {
        if (Fixed)
        {
            return;
        }

        _text = Titles.IsUnnamed(Text) ? "" : Text;
        _editing = true;
        _wantsCursor = true;
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_wantsCursor)
        {
            _wantsCursor = false;
            await _input.FocusAsync();
        }
    }

    private async Task FinishAsync()
    {
        if (!_editing)
        {
            return;
        }

        _editing = false;
        string title = _text.Trim();
        if (title.Length > 0 && title != Text)
        {
            await OnChange.InvokeAsync(title);
        }
    }

    private Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            _editing = false;
        }

        return key.Key == "Enter" ? FinishAsync() : Task.CompletedTask;
    }
}
