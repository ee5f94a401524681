using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Constitutions;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library.Constitutions;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>One constitution: its text, its versions, and what it makes of a text.</summary>
public sealed partial class ConstitutionPage : LivePage
{
    private ConstitutionEditor? _editor;
    private TrialPanel? _trial;
    private JsModule? _module;
    private SavedConstitution? _saved;
    private PersonId _me;
    private string _text = "";
    private int _based;
    private string _note = "";
    private ConstitutionFormatException? _fault;
    private IReadOnlyList<string> _warnings = [];
    private IReadOnlyList<ConstitutionPrinciple> _principles = [];

    [Inject]
    public required ConstitutionLibrary Library { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required IJSRuntime JS { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    private string DraftKey => $"minihf:constitution:{Id}";

    private bool IsDraft => _saved is { } saved && _text != (saved.Latest?.Text ?? "");

    /// <summary>Somebody else saved since this draft was begun.</summary>
    private bool IsBehind => IsDraft && _saved is { Latest: { } latest } && _based < latest.Number;

    private string State => (IsDraft, _saved?.Latest) switch
    {
        (true, null) => "draft, kept in this browser",
        (true, _) => string.Create(CultureInfo.InvariantCulture, $"changed since v{_based} · kept in this browser"),
        (false, { } latest) => string.Create(CultureInfo.InvariantCulture, $"v{latest.Number} · saved"),
        _ => "empty",
    };

    protected override ValueTask LeaveAsync() => _module?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnParametersSetAsync()
    {
        if (_saved?.Id.Value == Id)
        {
            return;
        }

        _me = await Person.GetAsync();
        _saved = Library.Find(new ConstitutionId(Id));
        Listen(Library.Subscribe(() => InvokeAsync(Refresh)));
        TextChanged((_saved?.Latest?.Text ?? "", _saved?.Latest?.Number ?? 0));
    }

    private void Refresh()
    {
        _saved = Library.Find(new ConstitutionId(Id)) ?? _saved;
        StateHasChanged();
    }

    private string NameOf(PersonId person) => person == _me ? "you" : Accounts.NameOf(person);

    private void TextChanged((string Text, int Based) now)
    {
        (_text, _based) = now;
        (_fault, _warnings) = (null, []);
        if (string.IsNullOrWhiteSpace(_text))
        {
            _principles = [];
            return;
        }

        try
        {
            Constitution read = Constitution.Parse(_text);
            (_principles, _warnings) = (read.Principles, read.Warnings);
        }
        catch (ConstitutionFormatException e)
        {
            _fault = e;
        }
    }

    private async Task SaveAsync()
    {
        if (!IsDraft)
        {
            return;
        }

        string text = _text;
        if (await TryAsync(async () => _saved = await Library.SaveAsync(new ConstitutionId(Id), Guid.CreateVersion7(), text, _note, _me, Closed)))
        {
            _note = "";
            int number = _saved?.Latest?.Number ?? 0;
            await (_editor?.SavedAsync(text, number) ?? Task.CompletedTask);
            Toasts.Say(string.Create(CultureInfo.InvariantCulture, $"Saved as v{number}."));
        }
    }

    /// <summary>The browser's own undo brings the draft back.</summary>
    private async Task DiscardAsync(ConstitutionVersion latest)
    {
        await (_editor?.ReplaceAsync(latest.Text) ?? Task.CompletedTask);
        await (_editor?.SavedAsync(latest.Text, latest.Number) ?? Task.CompletedTask);
    }

    private Task RenameAsync(string name) => TryAsync(() => Library.RenameAsync(new ConstitutionId(Id), name, _me, Closed));

    private Task ExportAsync()
    {
        string name = string.Concat((_saved?.Name ?? "constitution").Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return (_module ??= new JsModule(JS, Scripts.Constitution)).InvokeVoidAsync("download", $"{name}.txt", _text);
    }
}
