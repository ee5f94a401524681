using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;

namespace MiniHF.Workspace.Components.Adapters;

/// <summary>Chooses the adapter a model writes or judges with, and adds one from the server's disk.</summary>
public sealed partial class AdapterField : MemoComponent
{
    private bool _adding;
    private bool _busy;
    private string _directory = "";
    private AdapterRole _role = AdapterRole.Both;
    private string? _addProblem;

    [Parameter, EditorRequired]
    public required NotebookSession Session { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Unique on the page.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    /// <summary>Name of the model it is for; empty for the default.</summary>
    [Parameter, EditorRequired]
    public required string Model { get; set; }

    /// <summary>What the adapter is to do.</summary>
    [Parameter, EditorRequired]
    public required AdapterRole Role { get; set; }

    /// <summary>Name of the adapter chosen; empty for none.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>Takes the name of the one chosen now.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task> Choose { get; set; }

    protected override object RenderKey => (Session.Adapters, Session.Models, Model, Value, _directory, _role);

    private string Base => Session.Models.FirstOrDefault(model => Model.Length == 0 ? model.IsDefault : model.Name == Model)?.Name ?? Model;

    /// <summary>One made for the other purpose is no mistake where it is chosen already.</summary>
    private IEnumerable<AdapterEntry> Choices =>
        Session.Adapters.Where(adapter => adapter.Base == Base && ((adapter.Role & Role) != 0 || adapter.Name == Value));

    private AdapterEntry? Chosen => Choices.FirstOrDefault(adapter => adapter.Name == Value);

    /// <summary>The adapter that judges where nobody chose another; empty for none.</summary>
    private string Shipped => Role == AdapterRole.Evaluator ? Session.Models.FirstOrDefault(model => model.Name == Base)?.Judge ?? "" : "";

    /// <summary>Chosen not to have the one that comes with the model.</summary>
    private bool IsNone => Role == AdapterRole.Evaluator && Value == ModelLibrary.NoJudge;

    private string Nothing => Choices.Any() || Shipped.Length > 0 || Value.Length > 0 ? "none, the model as it is" : "none";

    private string? Problem => Value.Length == 0 || IsNone ? null
        : Chosen is null ? $"{Value} is not in the library for {Base}: choose another."
        : Chosen.Problem;

    private void ToggleAdding()
    {
        _adding = !_adding;
        _role = Role;
        _addProblem = null;
        Changed();
    }

    private async Task AddAsync()
    {
        // Asked here and not by the button: who types and presses Enter at once is faster than its being switched on.
        if (_directory.Trim().Length == 0)
        {
            _addProblem = "Say which directory: where it lies on the server.";
            Changed();
            return;
        }

        _busy = true;
        _addProblem = null;
        Changed();
        try
        {
            string name = await Session.AddAdapter(new AdapterToAdd(_directory.Trim(), Model, _role), Session.Closed);
            _adding = false;
            _directory = "";
            await Choose(name);
        }
        catch (UserFacingException e)
        {
            _addProblem = e.Message;
        }
        finally
        {
            _busy = false;
            Changed();
        }
    }

    private async Task RemoveAsync()
    {
        if (Chosen is not { } removed)
        {
            return;
        }

        try
        {
            await Session.RemoveAdapter(removed.Name, Session.Closed);
            await Choose("");
            Session.Toasts.Say(
                $"{removed.Name} is off the library's list. Its files stay.",
                "Undo",
                () => BringBackAsync(removed));
        }
        catch (UserFacingException e)
        {
            Session.Toasts.Fail(e.Message);
        }
    }

    private async Task BringBackAsync(AdapterEntry removed)
    {
        try
        {
            await Choose(await Session.AddAdapter(new AdapterToAdd(removed.Source, removed.Base, removed.Role, removed.Name, removed.Run), Session.Closed));
        }
        catch (UserFacingException e)
        {
            Session.Toasts.Fail(e.Message);
        }
    }
}
