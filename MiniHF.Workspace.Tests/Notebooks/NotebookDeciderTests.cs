using MiniHF.Engine;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

public sealed class NotebookDeciderTests
{
    private readonly NotebookScript _script = new();

    [Fact]
    public void WriteBranch_NewBeginning_WritesAndFocuses()
    {
        BranchId branch = new(_script.Next());

        IReadOnlyList<NotebookEvent> events = _script.Do(new WriteBranch(WriteCellId, branch, null, "Once") { By = Ada });

        Assert.Equal(
            [new BranchWritten(WriteCellId, branch, null, "Once", null) { By = Ada }, new BranchFocused(WriteCellId, branch) { By = Ada }],
            events);
    }

    [Fact]
    public void EditBranch_Leaf_EditsInPlace()
    {
        BranchId root = _script.Write(Ada, null, "Once");

        IReadOnlyList<NotebookEvent> events = _script.Do(new EditBranch(WriteCellId, root, "Twice", new BranchId(_script.Next())) { By = Ben });

        Assert.Equal([new BranchEdited(WriteCellId, root, "Twice") { By = Ben }], events);
    }

    [Fact]
    public void EditBranch_WithChildren_WritesBesideIt()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        BranchId middle = _script.Write(Ada, root, " upon");
        _script.Write(Ada, middle, " a time");
        BranchId rewrite = new(_script.Next());

        IReadOnlyList<NotebookEvent> events = _script.Do(new EditBranch(WriteCellId, middle, " there", rewrite) { By = Ben });

        Assert.Equal(
            [new BranchWritten(WriteCellId, rewrite, root, " there", middle) { By = Ben }, new BranchFocused(WriteCellId, rewrite) { By = Ben }],
            events);
        Assert.Equal(" upon", _script.Tree.Branches[middle].Text);
    }

    [Fact]
    public void GrowBranch_NoFixedSeed_RecordsTheFreshOneAndTheModel()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        GrowthId growth = new(_script.Next());
        BranchId[] branches = [new(_script.Next()), new(_script.Next())];

        NotebookEvent happened = Assert.Single(_script.Do(new GrowBranch(growth, WriteCellId, root, branches) { By = Ada }));

        Assert.Equal(
            new GrowthStarted(growth, WriteCellId, root, branches, GenerationSettings.Default with { Count = 2 }, 7, "tiny", "hash", Server) { By = Ada },
            happened);
    }

    [Fact]
    public void GrowBranch_NothingWritten_IsRefused()
    {
        BranchId root = _script.Write(Ada, null, "");

        UserFacingException refused = Assert.Throws<UserFacingException>(() => _script.Grow(Ada, root, 1));

        Assert.Equal("There is nothing to continue yet: write a beginning first.", refused.Message);
    }

    [Fact]
    public void EditBranch_StillGrowing_IsRefused()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        (_, BranchId[] branches) = _script.Grow(Ada, root, 1);

        UserFacingException refused = Assert.Throws<UserFacingException>(
            () => _script.Do(new EditBranch(WriteCellId, branches[0], "x", new BranchId(_script.Next())) { By = Ada }));

        Assert.Equal("This branch is still growing. Stop it or wait for its end, then change it.", refused.Message);
    }

    [Fact]
    public void PruneBranch_AboveAGrowth_StopsIt()
    {
        BranchId root = _script.Write(Ada, null, "Once");
        BranchId middle = _script.Write(Ada, root, " upon");
        (GrowthId growth, BranchId[] branches) = _script.Grow(Ada, middle, 2);

        IReadOnlyList<NotebookEvent> events = _script.Do(new PruneBranch(WriteCellId, middle) { By = Ben });

        Assert.Equal(new BranchPruned(WriteCellId, middle) { By = Ben }, events[0]);
        Assert.Equal((growth, branches.Length), (((GrowthStopped)events[1]).Growth, ((GrowthStopped)events[1]).Branches.Count));
    }

    [Theory]
    [InlineData(0, 64, 1.0, "Continuations: 1 to 16; it was 0.")]
    [InlineData(4, 2049, 1.0, "Length: 1 to 2,048 tokens; it was 2049.")]
    [InlineData(4, 64, -0.5, "Temperature: 0 to 10; it was -0.5.")]
    public void ChangeGenerationSettings_OutOfRange_NamesTheRange(int count, int tokens, double temperature, string message)
    {
        GenerationSettings settings = new("", count, tokens, new(Temperature: temperature), null);

        UserFacingException refused = Assert.Throws<UserFacingException>(
            () => _script.Do(new ChangeGenerationSettings(WriteCellId, settings) { By = Ada }));

        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public void NoOps_GiveNoEvents()
    {
        BranchId root = _script.Write(Ada, null, "Once");

        Assert.Empty(_script.Do(new RenameNotebook(" Tales ") { By = Ada }));
        Assert.Empty(_script.Do(new WriteBranch(WriteCellId, root, null, "Once") { By = Ada }));
        Assert.Empty(_script.Do(new FocusBranch(WriteCellId, root) { By = Ada }));
        Assert.Empty(_script.Do(new RateBranch(WriteCellId, root, Thumb.None) { By = Ada }));
        Assert.Empty(_script.Do(new RestoreBranch(WriteCellId, root) { By = Ada }));
        Assert.Empty(_script.Do(new RedoChange { By = Ada }));
    }

    [Fact]
    public void EventIds_OfOneCommand_AreFixedAndDiffer()
    {
        Guid command = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");

        Assert.Equal(command, EventIds.Of(command, 0));
        Assert.Equal(EventIds.Of(command, 1), EventIds.Of(command, 1));
        Assert.NotEqual(EventIds.Of(command, 1), EventIds.Of(command, 2));
    }
}
