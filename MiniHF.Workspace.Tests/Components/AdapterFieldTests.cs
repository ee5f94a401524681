using Bunit;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Adapters;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class AdapterFieldTests : BunitTestBase
{
    private readonly Toasts _toasts = new(TimeProvider.System);
    private readonly List<AdapterToAdd> _added = [];
    private readonly List<string> _removed = [];
    private readonly List<string> _chosen = [];
    private readonly NotebookSession _session;
    private string? _refusal;

    public AdapterFieldTests()
    {
        _session = new NotebookSession(PersonId.New(), (_, _) => Task.CompletedTask, _ => null, _ => "Wren", _toasts, CancellationToken.None)
        {
            AddAdapter = (adapter, _) =>
            {
                _added.Add(adapter);
                return _refusal is null ? Task.FromResult("new") : throw new UserFacingException(_refusal);
            },
            RemoveAdapter = (name, _) =>
            {
                _removed.Add(name);
                return Task.CompletedTask;
            },
            Models = [new ModelEntry("tiny", "embedded", IsDefault: true, ModelState.Ready, null, null), new ModelEntry("large", "/large", IsDefault: false, ModelState.NotLoaded, null, null)],
            Adapters =
            [
                Entry("voice", "tiny", AdapterRole.Generator), Entry("judge", "tiny", AdapterRole.Evaluator), Entry("both", "tiny", AdapterRole.Both),
                Entry("other", "large", AdapterRole.Both),
            ],
        };
    }

    [Fact]
    public void Choices_AreThoseOfTheModelAndThePurpose()
    {
        Assert.Equal(["", "voice", "both"], OptionsOf(RenderField()));
        Assert.Equal(["", "other"], OptionsOf(RenderField(model: "large")));
        Assert.Equal(["", "judge", "both"], OptionsOf(RenderField(role: AdapterRole.Evaluator)));
    }

    [Fact]
    public void Choices_OfAModelThatBringsAJudge_LeaveItOpenOrDoWithout()
    {
        _session.Models = [_session.Models[0] with { Judge = "theirs" }, _session.Models[1]];

        IRenderedComponent<AdapterField> field = RenderField(role: AdapterRole.Evaluator, value: "none");

        Assert.Equal(["", "none", "judge", "both"], OptionsOf(field));
        Assert.Equal("theirs, which comes with tiny", field.FindAll("option")[0].TextContent);
        Assert.Empty(field.FindAll("[role=alert]"));
        Assert.Equal(["", "voice", "both"], OptionsOf(RenderField()));
    }

    [Fact]
    public void Chosen_ForTheOtherPurpose_StaysAChoice() =>
        Assert.Equal(["", "voice", "both"], OptionsOf(RenderField(role: AdapterRole.Generator, value: "both")));

    [Fact]
    public void Select_Changed_ChoosesIt()
    {
        RenderField().Find("[data-testid=adapter]").Change("both");

        Assert.Equal(["both"], _chosen);
    }

    [Fact]
    public void Value_OfAnotherModel_IsNamedAndExplained()
    {
        IRenderedComponent<AdapterField> field = RenderField(value: "other");

        Assert.Equal("other (not for this model)", field.FindAll("option")[^1].TextContent);
        Assert.Equal("other is not in the library for tiny: choose another.", field.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Add_ADirectory_AddsItForTheModelAndChoosesIt()
    {
        IRenderedComponent<AdapterField> field = RenderField(model: "large");
        field.Find("[data-testid=adapter-add]").Click();
        field.Find("[data-testid=adapter-directory]").Input(" /adapters/mine ");
        field.Find("form").Submit();

        Assert.Equal([new AdapterToAdd("/adapters/mine", "large", AdapterRole.Generator)], _added);
        Assert.Equal(["new"], _chosen);
        Assert.Empty(field.FindAll("form"));
    }

    [Fact]
    public void Add_ForAnotherBase_ShowsTheReasonBesideIt()
    {
        _refusal = "It is for another base.";
        IRenderedComponent<AdapterField> field = RenderField();
        field.Find("[data-testid=adapter-add]").Click();
        field.Find("[data-testid=adapter-directory]").Input("/adapters/mine");
        field.Find("form").Submit();

        Assert.Equal("It is for another base.", field.Find("[data-testid=adapter-problem]").TextContent);
        Assert.Empty(_chosen);
    }

    [Fact]
    public async Task Remove_ThenUndone_ChoosesItAgain()
    {
        RenderField(value: "both").Find("[data-testid=adapter-remove]").Click();
        Toast toast = Assert.Single(_toasts.Current);
        await toast.Action!();

        Assert.Equal(["both"], _removed);
        Assert.Equal(["", "new"], _chosen);
        Assert.Equal([new AdapterToAdd("/both", "tiny", AdapterRole.Both, "both")], _added);
    }

    private static AdapterEntry Entry(string name, string model, AdapterRole role) => new(name, model, $"/{name}", role, null, IsFromSettings: false, null, null);

    private static IEnumerable<string?> OptionsOf(IRenderedComponent<AdapterField> field) => field.FindAll("option").Select(option => option.GetAttribute("value"));

    private IRenderedComponent<AdapterField> RenderField(string model = "", AdapterRole role = AdapterRole.Generator, string value = "") => Render<AdapterField>(parameters => parameters
        .Add(field => field.Session, _session)
        .Add(field => field.Label, "Adapter")
        .Add(field => field.Id, "adapter")
        .Add(field => field.TestId, "adapter")
        .Add(field => field.Model, model)
        .Add(field => field.Role, role)
        .Add(field => field.Value, value)
        .Add(field => field.Choose, chosen =>
        {
            _chosen.Add(chosen);
            return Task.CompletedTask;
        }));
}
