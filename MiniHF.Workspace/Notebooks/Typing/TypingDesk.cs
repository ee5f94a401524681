using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Notebooks.Typing;

/// <summary>Where what browsers typed comes in.</summary>
/// <param name="execute">Stores a command; returns once it is stored and the state shows it.</param>
/// <param name="state">The notebook as this server knows it.</param>
/// <param name="catchUp">Reads what other servers stored.</param>
public sealed class TypingDesk(
    Func<NotebookCommand, CancellationToken, Task> execute,
    Func<NotebookState> state,
    Func<CancellationToken, Task> catchUp)
{
    /// <summary>Stores what was typed, if something was, and tells what else happened to the text. A request may come any number of times.</summary>
    public async Task<TypingAnswer> AnswerAsync(PersonId by, CellId cell, TypingRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (KnowsLess(cell, request))
        {
            await catchUp(ct).ConfigureAwait(false);
        }

        if (request.Change is { IsDefaultOrEmpty: false } steps)
        {
            BranchId? parent = request.Parent is { } given ? new BranchId(given) : null;
            TypingMark mark = new(request.Journal, request.Number);
            TypeText type = new(cell, new BranchId(request.Branch), parent, new BranchId(request.Sibling), request.Revision, new TextChange(steps), mark)
            {
                Id = request.Id,
                By = by,
            };
            try
            {
                await execute(type, ct).ConfigureAwait(false);
            }
            catch (UserFacingException e)
            {
                return new TypingAnswer(Stored: false, e.Message, request.Branch, request.Revision, [], null);
            }
        }

        return TypingReply.Of(state(), cell, request);
    }

    /// <summary>Another server told the browser of a revision that this one has not heard of yet.</summary>
    private bool KnowsLess(CellId cell, TypingRequest request) =>
        request.Revision >= 0
        && request.Revision > state().Cells.GetValueOrDefault(cell) switch
        {
            NoteCell note => note.Edits.Count,
            WriteCell write when write.Tree.Branches.GetValueOrDefault(new BranchId(request.Branch)) is { } branch => branch.Edits.Count,
            _ => -1,
        };
}
