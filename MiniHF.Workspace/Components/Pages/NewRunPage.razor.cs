using Microsoft.AspNetCore.Components;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Runs;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>The form of a run that belongs to no notebook, or of one that does again what another did.</summary>
public sealed partial class NewRunPage : LivePage
{
    private RunPlan? _plan;
    private PersonId _me;

    [Inject]
    public required RunDesk Desk { get; init; }

    [Inject]
    public required RunLibrary Library { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The run whose form to begin with.</summary>
    [SupplyParameterFromQuery(Name = "clone")]
    public string? Clone { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        _me = await Person.GetAsync();
        _plan = Guid.TryParse(Clone, out Guid id) && await Library.OpenAsync(new RunId(id), _me, Closed) is { State.Plan: { } plan } run
            ? plan with { Name = $"{run.State.Name} again", CloneOf = run.Id }
            : Blank();
    });

    private RunPlan Blank()
    {
        RecipeFace face = RecipeFace.All[0];
        ModelEntry model = Desk.ListModels().First(entry => entry.IsDefault);
        return new RunPlan("", face.Create(), model.Name, null, null, [new SampleSource(face.Sample)], null, null, null);
    }

    private void Open(RunId run) => Navigation.NavigateTo($"runs/{run.Value}");
}
