using MiniHF.Engine;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Naming;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>Names, notes and tags of branches.</summary>
public sealed class AnnotationTests
{
    private static readonly NamingProvenance s_model = new("tiny", "hash", "", "", 1);

    private readonly NotebookScript _script = new();
    private readonly BranchId _root;

    public AnnotationTests() => _root = _script.Write(Ada, null, "Once");

    [Fact]
    public void NoteAndTags_AreKept_AndUndone()
    {
        _script.Do(new NoteBranch(WriteCellId, _root, "Why a clock?\n") { By = Ada });
        _script.Do(new TagBranch(WriteCellId, _root, ["#Draft", " act two ", "draft", ""]) { By = Ada });
        (string Note, string Tags) after = (Note, Tags);
        _script.Do(new UndoChange { By = Ada });
        _script.Do(new UndoChange { By = Ada });

        Assert.Equal(("Why a clock?", "draft act-two"), after);
        Assert.Equal(("", ""), (Note, Tags));
    }

    [Fact]
    public void Name_ByAPersonOverAModels_IsUndoneToTheModels()
    {
        _script.Happen(new BranchesNamed(WriteCellId, [new NamedBranch(_root, "Boats come home")], s_model) { By = Ada });
        _script.Do(new NameBranch(WriteCellId, _root, "  The \n quay ") { By = Ada });
        string? own = _script.Tree.Branches[_root].Name?.Text;
        _script.Do(new UndoChange { By = Ada });

        Assert.Equal("The quay", own);
        Assert.Equal(("Boats come home", s_model), (_script.Tree.Branches[_root].Name?.Text, _script.Tree.Branches[_root].Name?.Provenance));
    }

    [Fact]
    public void NoOps_GiveNoEvents()
    {
        Assert.Empty(_script.Do(new NoteBranch(WriteCellId, _root, " ") { By = Ada }));
        Assert.Empty(_script.Do(new TagBranch(WriteCellId, _root, ["#"]) { By = Ada }));
        Assert.Empty(_script.Do(new NameBranch(WriteCellId, _root, "") { By = Ada }));
    }

    [Fact]
    public void TooMuch_IsRefusedInWords()
    {
        Assert.Equal(
            "A branch may have 20 tags; these are 21.",
            Assert.Throws<UserFacingException>(() => _script.Do(new TagBranch(WriteCellId, _root, [.. Enumerable.Range(0, 21).Select(number => $"t{number}")]) { By = Ada })).Message);
        Assert.Throws<UserFacingException>(() => _script.Do(new NameBranch(WriteCellId, _root, new string('x', 81)) { By = Ada }));
    }

    [Theory]
    [InlineData(" \"The long road home, and back\"\nPassage: x", "The long road")]
    [InlineData(" snow.\n", "Snow")]
    [InlineData("\n\n", "")]
    [InlineData(" — …", "")]
    public void NamePrompt_Read_TakesTheFirstThreeWords(string answer, string name) => Assert.Equal(name, NamePrompt.Read(answer));

    [Fact]
    public void NamePrompt_OfALongPassage_ShowsItsEnd()
    {
        string prompt = NamePrompt.Create(string.Concat(Enumerable.Range(0, 1_000).Select(number => $"word{number} ")));

        Assert.EndsWith("word998 word999\nTitle:", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("word1 ", prompt, StringComparison.Ordinal);
    }

    private string Note => _script.Tree.Branches[_root].Note;

    private string Tags => string.Join(' ', _script.Tree.Branches[_root].Tags);
}
