using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Components.Notebook;

/// <summary>The bar at the top of a notebook.</summary>
public sealed partial class NotebookHeader : ComponentBase
{
    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter]
    public IReadOnlyList<Presence> People { get; set; } = [];

    /// <summary>Whom the page follows.</summary>
    [Parameter]
    public PersonId? Followed { get; set; }

    [Parameter]
    public EventCallback<PersonId> OnFollow { get; set; }

    [Parameter]
    public bool NavOpen { get; set; }

    [Parameter]
    public bool InspectorOpen { get; set; }

    [Parameter]
    public EventCallback OnNav { get; set; }

    [Parameter]
    public EventCallback OnInspector { get; set; }

    [Parameter]
    public EventCallback OnShare { get; set; }

    [Parameter]
    public EventCallback OnKeys { get; set; }

    /// <summary>Opens the search.</summary>
    [Parameter]
    public EventCallback OnFind { get; set; }

    [Parameter]
    public EventCallback OnPalette { get; set; }

    /// <summary>Asks for the settings that the notebook's texts follow.</summary>
    [Parameter]
    public EventCallback OnDefaults { get; set; }

    /// <summary>The model's chip.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string? UndoLabel => Session.State.Undo.NextUndo(Session.Me)?.Label;

    private string? RedoLabel => Session.State.Undo.NextRedo(Session.Me)?.Label;

    private string UndoTitle => UndoLabel is { } label ? $"Undo: {label} (z)" : "Nothing to undo";

    private string RedoTitle => RedoLabel is { } label ? $"Redo: {label} (⇧z)" : "Nothing to redo";

    private Task RenameAsync(string title) => Session.TryAsync(new RenameNotebook(title) { By = Session.Me });
}
