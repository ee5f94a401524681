using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks;

/// <summary>
/// A notebook that somebody has open on this server: its state kept up with the event store, the text that streams
/// into it before it is stored, and who is here. One instance is shared by all its pages.
/// </summary>
public sealed class LiveNotebook
{
    /// <summary>The state at <see cref="Version"/>. Read it once and keep the reference: it is immutable.</summary>
    public NotebookState State => throw new NotImplementedException();

    /// <summary>Version of the stream that <see cref="State"/> has folded.</summary>
    public long Version => throw new NotImplementedException();

    /// <summary>
    /// The text of a growing branch as of this moment, stored or not: what <see cref="State"/> holds plus what streamed in since.
    /// Null for a branch that is not growing on this server.
    /// </summary>
    public StreamedText? StreamOf(BranchId branch) => throw new NotImplementedException();

    /// <summary>People with this notebook open, each once, with the branch they read.</summary>
    public IReadOnlyList<Presence> People => throw new NotImplementedException();

    /// <summary>Calls back after the state, a stream or the people changed; many changes may come as one call, at most one each 50 ms. Called on the thread pool.</summary>
    public IDisposable Subscribe(Func<Task> changed) => throw new NotImplementedException();

    /// <summary>Announces a page of a person; dispose it when the page goes.</summary>
    public IDisposable Join(PersonId person) => throw new NotImplementedException();

    /// <summary>Decides and appends, trying again when somebody else was faster. Returns once the change is stored and <see cref="State"/> shows it.</summary>
    /// <exception cref="MiniHF.Engine.UserFacingException">The command cannot be done; the message says why.</exception>
    public Task ExecuteAsync(NotebookCommand command, CancellationToken ct) => throw new NotImplementedException();
}

/// <summary>Text that streams in.</summary>
/// <param name="Text">All of the branch's text so far.</param>
/// <param name="Tokens">Tokens so far.</param>
public readonly record struct StreamedText(string Text, int Tokens);

/// <summary>Somebody who has the notebook open.</summary>
public readonly record struct Presence(PersonId Person, string Name);
