using MiniHF.Workspace.Commands;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks;

public sealed class NotebookSnapshotTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Snapshot_OfWhateverPeopleDid_IsTheStateToTheByte(int seed)
    {
        NotebookScript script = new();
        RandomWriter writer = new(script, seed);
        for (int i = 0; i < 600; i++)
        {
            writer.Step(writer.Person());
        }

        NotebookState read = NotebookSnapshot.Read(NotebookSnapshot.Write(script.State));

        Assert.Equal(NotebookJson.Write(script.State), NotebookJson.Write(read));
        Assert.Equal(NotebookSnapshot.Write(script.State), NotebookSnapshot.Write(read));
    }

    [Fact]
    public void Snapshot_OfALongNotebook_IsTheStateToTheByte()
    {
        NotebookState state = Fold(new SampleNotebook(3).Write(2_000));

        Assert.Equal(NotebookJson.Write(state), NotebookJson.Write(NotebookSnapshot.Read(NotebookSnapshot.Write(state))));
    }

    [Fact]
    public void Snapshot_OfTextThatAnEventCannotHold_ReadsAsTheEventDoes()
    {
        NotebookScript script = new();
        script.Write(NotebookScript.Ada, null, "a\0b\uD800c 𝄞");

        NotebookState read = NotebookSnapshot.Read(NotebookSnapshot.Write(script.State));

        Assert.Equal(NotebookJson.Write(NotebookJson.Read(NotebookJson.Write(script.State))), NotebookJson.Write(read));
    }

    [Fact]
    public void Snapshot_CutOff_IsRefused()
    {
        NotebookScript script = new();
        script.Write(NotebookScript.Ada, null, "Once");
        byte[] data = NotebookSnapshot.Write(script.State);

        Assert.All(Enumerable.Range(0, data.Length), length => Assert.ThrowsAny<Exception>(() => NotebookSnapshot.Read(data[..length])));
        Assert.ThrowsAny<Exception>(() => NotebookSnapshot.Read([.. data, 0]));
    }

    [Fact]
    public void SampleNotebook_SameSeed_IsTheSameNotebook()
    {
        SampleNotebook notebook = new(5);

        Assert.Equal(
            NotebookJson.Write(Fold(notebook.Write(500))),
            NotebookJson.Write(Fold(new SampleNotebook(5).Write(500))));
    }

    private static NotebookState Fold(IReadOnlyList<EventToAppend> events) => NotebookJson.Refold(
        events.Select((happened, i) => ((NotebookEvent)happened.Data, new EventOrigin(Guid.Empty, happened.Id, DateTimeOffset.UnixEpoch.AddSeconds(i)))));
}
