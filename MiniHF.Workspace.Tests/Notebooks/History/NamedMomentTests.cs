using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Commands;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks.History;

public sealed class NamedMomentTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void Name_OfAMoment_IsGivenChangedTakenAwayAndUndone()
    {
        _script.Do(new NameMoment(2, "  The first draft ") { By = Ada });
        _script.Do(new NameMoment(2, "Draft one") { By = Ben });
        Assert.Equal("2 Draft one", Shown());

        _script.Do(new ForgetMoment(2) { By = Ada });
        Assert.Equal("", Shown());

        _script.Do(new UndoChange { By = Ada });
        Assert.Equal("2 Draft one", Shown());

        _script.Do(new UndoChange { By = Ben });
        Assert.Equal("2 The first draft", Shown());

        _script.Do(new UndoChange { By = Ada });
        Assert.Equal("", Shown());
    }

    [Fact]
    public void Name_Empty_IsRefused() =>
        Assert.Throws<UserFacingException>(() => _script.Do(new NameMoment(2, " ") { By = Ada }));

    [Fact]
    public void Forget_OfANamelessMoment_ChangesNothing() => Assert.Empty(_script.Do(new ForgetMoment(2) { By = Ada }));

    private string Shown() => string.Join(", ", _script.State.Moments.Values.Select(moment => $"{moment.Version} {moment.Name}"));
}
