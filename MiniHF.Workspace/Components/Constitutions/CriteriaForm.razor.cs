using Microsoft.AspNetCore.Components;
using MiniHF.Engine;
using MiniHF.Engine.Evaluation;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Components.Constitutions;

/// <summary>What a cell judges by: a question, a saved version of a constitution, or one written in the cell.</summary>
public sealed partial class CriteriaForm : MemoComponent, IDisposable
{
    private const string ConstitutionExample = """
        ==[PREAMBLE]==
        Answer yes or no and only yes or no. Does this text:
        {prompt}{response}
        ==[Principle: quiet and concrete; Weight: 1.0; Answer: Yes]==
        {preamble}
        show things rather than explain them?
        """;

    private readonly SettingsDraft<JudgingCriteria> _draft;
    private IDisposable? _subscription;
    private ElementReference _question;

    public CriteriaForm() => _draft = new SettingsDraft<JudgingCriteria>(TellAsync);

    [Inject]
    public required ConstitutionLibrary Library { get; init; }

    /// <summary>Whether the person came by a notebook's link: the library is not theirs to look into.</summary>
    [CascadingParameter(Name = "IsGuest")]
    public bool IsGuest { get; set; }

    [Parameter, EditorRequired]
    public required JudgingCriteria Criteria { get; set; }

    /// <summary>Begins the test ids of its parts.</summary>
    [Parameter, EditorRequired]
    public required string Prefix { get; set; }

    /// <summary>Stores what was chosen; false where it could not be.</summary>
    [Parameter, EditorRequired]
    public required Func<JudgingCriteria, Task<bool>> OnChange { get; set; }

    /// <summary>At the end of the first line.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>What the child content depends on.</summary>
    [Parameter]
    public object? ContentKey { get; set; }

    protected override object RenderKey => (Criteria, ContentKey);

    private JudgingCriteria Latest => _draft.Latest;

    private IEnumerable<(string Value, string Label)> Offered
    {
        get
        {
            IEnumerable<ConstitutionReference> offered = Library.List()
                .Where(constitution => !constitution.Archived)
                .Where(constitution => constitution.Latest is not null)
                .Select(constitution => constitution.ReferenceTo(constitution.Latest!)); // just filtered
            ConstitutionReference[] all = Criteria.Reference is { } chosen && offered.All(one => (one.Id, one.Version) != (chosen.Id, chosen.Version))
                ? [chosen, .. offered]
                : [.. offered];
            return all.Select(reference => ($"{reference.Id.Value}:{reference.Version}", reference.ToString()));
        }
    }

    private (SavedConstitution Of, ConstitutionVersion Version)? Newer =>
        Criteria.Reference is { } chosen && Library.Find(chosen.Id) is { Latest: { } latest } of && latest.Number > chosen.Version ? (of, latest) : null;

    private string Principles
    {
        get
        {
            try
            {
                return string.Join(" · ", Constitution.Parse(Criteria.Constitution).Principles.Select(principle => principle.Name + (principle.WantsYes ? "" : " (no)")));
            }
            catch (UserFacingException)
            {
                // The fault is told below.
                return "";
            }
        }
    }

    /// <summary>Why it cannot be judged by this; an empty constitution is not a fault until somebody starts.</summary>
    private string? Problem
    {
        get
        {
            if (Criteria.UsesConstitution && string.IsNullOrWhiteSpace(Criteria.Constitution))
            {
                return null;
            }

            try
            {
                return Criteria.Read().Warnings.FirstOrDefault();
            }
            catch (UserFacingException e)
            {
                return e.Message;
            }
        }
    }

    public void Dispose() => _subscription?.Dispose();

    /// <summary>Puts the cursor into the question.</summary>
    public async Task FocusAsync()
    {
        if (!Criteria.UsesConstitution)
        {
            await _question.FocusAsync();
        }
    }

    protected override void OnInitialized() => _subscription = Library.Subscribe(() => InvokeAsync(Changed));

    protected override void OnParametersSet() => _draft.Show(Criteria);

    private Task<bool> TellAsync(JudgingCriteria criteria) => OnChange(criteria);

    private Task ChangeAsync(JudgingCriteria criteria) => _draft.StoreAsync(criteria);

    /// <summary>A saved version's text comes into the cell whole; "written here" keeps that text to be changed.</summary>
    private Task ChooseAsync(ChangeEventArgs change)
    {
        string[] parts = (change.Value?.ToString() ?? "").Split(':');
        return parts is [string id, string number]
            && Guid.TryParse(id, out Guid guid)
            && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int version)
            && Library.Find(new ConstitutionId(guid)) is { } constitution
            && constitution.Version(version) is { } chosen
                ? ChangeAsync(Latest with { Constitution = chosen.Text, Reference = constitution.ReferenceTo(chosen) })
                : ChangeAsync(Latest with { Reference = null });
    }

    private Task CombineAsync(ChangeEventArgs change) =>
        Enum.TryParse(change.Value?.ToString(), out ScoreCombination combination) ? ChangeAsync(Latest with { Combination = combination }) : Task.CompletedTask;
}
