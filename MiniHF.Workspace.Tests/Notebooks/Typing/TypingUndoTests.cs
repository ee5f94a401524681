using System.Globalization;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.Typing;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>Each person takes back their own, as far back as there is something, and nothing of others' goes with it.</summary>
public sealed class TypingUndoTests
{
    private static readonly Guid s_journal = new("00000000-0000-0000-0000-00000000001a");

    private readonly NotebookScript _script = new();
    private readonly BranchId _branch;
    private long _number;

    public TypingUndoTests() => _branch = _script.Write(Ada, null, "The house");

    private string Text => _script.Tree.Branches[_branch].Text;

    [Fact]
    public void Undo_OfTyping_LeavesWhatOthersTypedSince_AndRedoBringsItBack()
    {
        Type(Ada, "The old house");
        Type(Ben, "The old house burnt.");
        Type(Ada, "The very old house burnt.");
        Type(Ben, "So the very old house burnt.", from: "The");

        Undo(Ada);
        string once = Text;
        Undo(Ada);
        string twice = Text;
        Redo(Ada);
        Redo(Ada);

        Assert.Equal(("So the old house burnt.", "So the house burnt."), (once, twice));
        Assert.Equal("So the very old house burnt.", Text);
    }

    [Fact]
    public void Undo_OfTypingAndOfTakingItOut_EndsWhereItBegan()
    {
        Type(Ada, "The house stood empty.");
        Type(Ben, "Yes: The house stood empty.");
        Type(Ada, "Yes: The house.");
        Undo(Ada);
        string once = Text;
        Undo(Ada);

        Assert.Equal(("Yes: The house stood empty.", "Yes: The house"), (once, Text));
    }

    [Fact]
    public void Undo_OfTyping_TakesBackASentenceAtATime()
    {
        foreach (string text in (string[])["The house s", "The house stood empty", "The house stood empty. ", "The house stood empty. Rain", "The house stood empty. Rain fell."])
        {
            Type(Ada, text);
        }

        Undo(Ada);
        string once = Text;
        Undo(Ada);

        Assert.Equal(("The house stood empty. ", "The house"), (once, Text));
        Assert.Equal("Write", _script.State.Undo.NextUndo(Ada)?.Label);
    }

    [Fact]
    public void Undo_AThousandChanges_GoesBackToTheBeginning_AfterARestartToo()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _script.Do(new RenameNotebook(string.Create(CultureInfo.InvariantCulture, $"Title {i}")) { By = Ada });
        }

        Assert.Equal(NotebookSnapshot.Write(_script.State), NotebookSnapshot.Write(NotebookSnapshot.Read(NotebookSnapshot.Write(_script.State))));
        for (int i = 0; i < 1_001; i++)
        {
            Undo(Ada);
        }

        Assert.Equal(("Tales", true, null), (_script.State.Title, _script.Tree.Branches[_branch].Pruned, _script.State.Undo.NextUndo(Ada)));
    }

    [Fact]
    public void Redo_OfABeginning_IsReadAgain()
    {
        Undo(Ada);
        BranchId? away = _script.Tree.Focus[Ada];
        Redo(Ada);

        Assert.Equal((null, _branch), (away, _script.Tree.Focus[Ada]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomTypingOfTwo_EachUndoesAllOfTheirs_InAnyOrder(int seed)
    {
        Random random = new(seed);
        char next = 'ā';
        Dictionary<PersonId, List<char>> typed = new() { [Ada] = [], [Ben] = [] };
        for (int i = 0; i < 60; i++)
        {
            PersonId by = random.Next(2) == 0 ? Ada : Ben;
            char letter = next++;
            typed[by].Add(letter);
            int at = random.Next(Text.Length + 1);
            Type(by, Text.Insert(at, letter.ToString()));
            if (random.Next(4) == 0)
            {
                Undo(by);
                Redo(by);
            }
        }

        // Ben's first change is his first undo's last; Ada has written the branch besides.
        while (_script.State.Undo.NextUndo(Ben) is not null)
        {
            Undo(Ben);
        }

        string adas = Text;
        while (_script.State.Undo.NextUndo(Ada)?.Label == "Typing")
        {
            Undo(Ada);
        }

        Assert.Equal([.. typed[Ada]], adas.Where(letter => letter >= 'ā').Order());
        Assert.Equal("The house", Text);
        Assert.Equal(NotebookJson.Write(_script.State), NotebookJson.Write(NotebookJson.Refold(_script.History)));
    }

    private void Type(PersonId by, string text, string? from = null)
    {
        TextChange change = from is null ? TextChange.Between(Text, text) : new TextChange([new TextStep(0, from, text[..^(Text.Length - from.Length)])]);
        TypingMark mark = new(by == Ada ? s_journal : Ben.Value, ++_number);
        IReadOnlyList<NotebookEvent> events = _script.Do(
            new TypeText(WriteCellId, _branch, null, new BranchId(_script.Next()), _script.Tree.Branches[_branch].Edits.Count, change, mark) { By = by });
        Assert.IsType<BranchTyped>(Assert.Single(events));
    }

    private void Undo(PersonId by) => _script.Do(new UndoChange { By = by });

    private void Redo(PersonId by) => _script.Do(new RedoChange { By = by });
}
