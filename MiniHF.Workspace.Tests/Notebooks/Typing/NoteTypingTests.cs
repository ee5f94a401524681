using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>What is typed in a note is kept as what is typed in a text: each keystroke once, and everybody's.</summary>
public sealed class NoteTypingTests
{
    private static readonly Guid s_adas = new("00000000-0000-0000-0000-0000000000a1");
    private static readonly Guid s_bens = new("00000000-0000-0000-0000-0000000000b1");

    private readonly NotebookScript _script = new();
    private readonly CellId _note;

    public NoteTypingTests()
    {
        _note = new CellId(_script.Next());
        _script.Do(new AddCell(_note, CellKind.Note, null) { By = Ada });
        _script.Do(new WriteNote(_note, "About clocks") { By = Ada });
    }

    private NoteCell Note => (NoteCell)_script.State.Cells[_note];

    [Fact]
    public async Task Typed_ByTwoAtOnce_KeepsBoth_AndTellsEachOfTheOther()
    {
        TypingAnswer toAda = await AskAsync(Ada, s_adas, 1, 1, "About clocks", "About old clocks");
        TypingAnswer toBen = await AskAsync(Ben, s_bens, 1, 1, "About clocks", "About clocks.");

        Assert.Equal(("About old clocks.", 3), (Note.Text, Note.Edits.Count));
        Assert.Equal((2, ""), (toAda.Revision, new TextChange(toAda.Change).ToString()));
        Assert.Equal("About old clocks.", new TextChange(toBen.Change).Apply("About clocks."));
    }

    [Fact]
    public async Task Typed_BothReplacedTheSameWords_KeepsBothInTheNote()
    {
        await AskAsync(Ada, s_adas, 1, 1, "About clocks", "About lamps");
        await AskAsync(Ben, s_bens, 1, 1, "About clocks", "About trees");

        Assert.Equal("About lamptrees", Note.Text);
    }

    [Fact]
    public async Task Typed_SentTwice_IsStoredOnce_AndAnsweredAlike()
    {
        TypingAnswer once = await AskAsync(Ada, s_adas, 1, 1, "About clocks", "About old clocks");
        TypingAnswer again = await AskAsync(Ada, s_adas, 1, 1, "About clocks", "About old clocks");

        Assert.Equal("About old clocks", Note.Text);
        Assert.Equal(once with { Change = [] }, again with { Change = [] });
        Assert.Equal(once.Change.AsEnumerable(), again.Change);
    }

    [Fact]
    public async Task Typed_OnATextNobodyKnows_KeepsTheWordsBelow()
    {
        TypingAnswer answer = await AskAsync(Ada, s_adas, 1, 7, "Lost text", "Lost text, found");

        Assert.Equal("About clocks\n\n, found", Note.Text);
        Assert.Equal((true, Note.Text), (answer.Stored, answer.Text));
    }

    [Fact]
    public async Task Undo_OfTyping_LeavesWhatOthersTyped_AfterARestartToo()
    {
        await AskAsync(Ada, s_adas, 1, 1, "About clocks", "About old clocks");
        await AskAsync(Ada, s_adas, 2, 2, "About old clocks", "About very old clocks");
        await AskAsync(Ben, s_bens, 1, 3, "About very old clocks", "About very old clocks, mostly");
        _script.Do(new UndoChange { By = Ada });
        string undone = Note.Text;
        NotebookState read = NotebookSnapshot.Read(NotebookSnapshot.Write(_script.State));
        _script.Do(new RedoChange { By = Ada });

        Assert.Equal(("About clocks, mostly", "About very old clocks, mostly"), (undone, Note.Text));
        Assert.Equal(4 + 1, ((NoteCell)read.Cells[_note]).Edits.Count);
        Assert.Equal(NotebookSnapshot.Write(read), NotebookSnapshot.Write(NotebookSnapshot.Read(NotebookSnapshot.Write(read))));
    }

    private Task<TypingAnswer> AskAsync(PersonId by, Guid journal, long number, int revision, string before, string after)
    {
        TypingDesk desk = new(
            (command, _) =>
            {
                _script.Do(command);
                return Task.CompletedTask;
            },
            () => _script.State,
            _ => Task.CompletedTask);
        TypingRequest request = new(journal, Guid.NewGuid(), number, _note.Value, null, Guid.NewGuid(), revision, TextChange.Between(before, after).Steps);
        return desk.AnswerAsync(by, _note, request, CancellationToken.None);
    }
}
