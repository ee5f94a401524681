using MiniHF.Engine;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;

namespace MiniHF.Workspace.Tests.Notebooks;

/// <summary>People who do whatever comes to mind, the same for the same seed.</summary>
internal sealed class RandomWriter(NotebookScript script, int seed)
{
    private readonly Random _random = new(seed);

    public PersonId Person() => _random.Next(2) == 0 ? NotebookScript.Ada : NotebookScript.Ben;

    public void Step(PersonId by)
    {
        try
        {
            script.Do(Command(by));
            if (script.State.Growths.Values.FirstOrDefault(growth => growth.Status == BranchStatus.Growing) is { } growing)
            {
                BranchId branch = growing.Branches[_random.Next(growing.Branches.Length)];
                script.Progress(growing.Id, branch, " grown", _random.Next(2) == 0 ? FinishReason.Length : null);
            }
        }
        catch (UserFacingException)
        {
            // People ask for what cannot be; they are told so and nothing changes.
        }
    }

    private NotebookCommand Command(PersonId by)
    {
        CellId cell = Pick(script.State.Cells.Keys.OrderBy(id => id.Value));
        BranchId? branch = script.Tree.Branches.IsEmpty ? null : Pick(script.Tree.Branches.Keys.OrderBy(id => id.Value));
        BranchId fresh = new(script.Next());
        int choice = _random.Next(28);
        if (branch is not { } some || choice < 4)
        {
            return choice switch
            {
                0 => new RenameNotebook($"Title {_random.Next(100)}") { By = by },
                1 => new AddCell(new CellId(script.Next()), CellKind.Note, cell) { By = by },
                _ => new WriteBranch(NotebookScript.WriteCellId, fresh, branch, $" text {_random.Next(100)}") { By = by },
            };
        }

        return choice switch
        {
            4 => new MoveCell(cell, _random.Next(2) == 0 ? null : Pick(script.State.Order)) { By = by },
            5 => cell == NotebookScript.WriteCellId ? new RenameNotebook("Kept") { By = by } : new RemoveCell(cell) { By = by },
            6 => new WriteNote(cell, $"note {_random.Next(100)}") { By = by },
            7 => new ChangeGenerationSettings(NotebookScript.WriteCellId, GenerationSettings.Default with { Count = _random.Next(1, 17) }) { By = by },
            8 or 9 => new EditBranch(NotebookScript.WriteCellId, some, $" edit {_random.Next(100)}", fresh) { By = by },
            10 => new FocusBranch(NotebookScript.WriteCellId, some) { By = by },
            11 or 12 => new RateBranch(NotebookScript.WriteCellId, some, (Thumb)_random.Next(-1, 2)) { By = by },
            13 => new BookmarkBranch(NotebookScript.WriteCellId, some, _random.Next(2) == 0) { By = by },
            14 => new PruneBranch(NotebookScript.WriteCellId, some) { By = by },
            15 => new RestoreBranch(NotebookScript.WriteCellId, some) { By = by },
            16 => new CollapseBranch(NotebookScript.WriteCellId, some, _random.Next(2) == 0) { By = by },
            17 => new GrowBranch(new GrowthId(script.Next()), NotebookScript.WriteCellId, some, [fresh, new BranchId(script.Next())]) { By = by },
            18 => script.State.Growths.IsEmpty
                ? new CollapseCell(cell, true) { By = by }
                : new StopGrowth(Pick(script.State.Growths.Keys.OrderBy(id => id.Value)), null) { By = by },
            19 => new DuplicateCell(new CellId(script.Next()), cell, cell) { By = by },
            20 => new RunCells([cell, NotebookScript.WriteCellId]) { By = by },
            21 => new InterruptCells([cell]) { By = by },
            22 => new ChangeGenerationDefaults(GenerationSettings.Default with { Count = _random.Next(1, 17), MaxTokens = _random.Next(1, 4) }) { By = by },
            23 => new SplitBranch(NotebookScript.WriteCellId, some, _random.Next(0, 12), _random.Next(2), _random.Next(2), fresh, new BranchId(script.Next())) { By = by },
            24 => new JoinBranch(NotebookScript.WriteCellId, some, fresh) { By = by },
            25 => new TagBranch(NotebookScript.WriteCellId, some, [$"tag{_random.Next(3)}"]) { By = by },
            26 => new NoteBranch(NotebookScript.WriteCellId, some, $"note {_random.Next(3)}") { By = by },
            _ => new CollapseCell(cell, _random.Next(2) == 0) { By = by },
        };
    }

    private T Pick<T>(IEnumerable<T> from)
    {
        T[] all = [.. from];
        return all[_random.Next(all.Length)];
    }
}
