using System.Globalization;
using MiniHF.Engine;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Notebooks.Decide;

public static partial class NotebookDecider
{
    private static NotebookEvent[] Split(SplitBranch split, NotebookState state)
    {
        BranchTree tree = WriteCellOf(state, split.Cell).Tree;
        if (tree.Branches.ContainsKey(split.Head) || tree.Branches.ContainsKey(split.Tail))
        {
            return [];
        }

        Branch branch = Shapeable(state, tree, split.Branch);
        if (split.At <= 0 || split.At >= branch.Text.Length || char.IsLowSurrogate(branch.Text[split.At]))
        {
            throw new UserFacingException("There is nothing to split there: choose a place inside the passage.");
        }

        bool known = split is { HeadTokens: >= 0, TailTokens: >= 0 } && split.HeadTokens + split.TailTokens <= branch.TokenIds.Length && branch.OriginalText is null;
        return
        [
            new BranchSplit(split.Cell, split.Branch, split.At, known ? split.HeadTokens : 0, known ? split.TailTokens : 0, split.Head, split.Tail) { By = split.By },
        ];
    }

    private static NotebookEvent[] Join(JoinBranch join, NotebookState state)
    {
        BranchTree tree = WriteCellOf(state, join.Cell).Tree;
        if (tree.Branches.ContainsKey(join.Joined))
        {
            return [];
        }

        Branch branch = Shapeable(state, tree, join.Branch);
        if (branch.Parent is not { } above)
        {
            throw new UserFacingException("This is the beginning: there is nothing before it to merge it with.");
        }

        Shapeable(state, tree, above);
        return ShapingRules.OnlyChildOf(tree, above) == branch.Id
            ? [new BranchesJoined(join.Cell, join.Branch, join.Joined) { By = join.By }]
            : throw new UserFacingException("Other branches go on from there too, so the two cannot become one. Prune the others first.");
    }

    private static NotebookEvent[] Name(NameBranch name, NotebookState state)
    {
        Branch branch = BranchOf(WriteCellOf(state, name.Cell).Tree, name.Branch);
        string words = Annotations.CheckName(name.Name);
        return words == (branch.Name?.Text ?? "") ? [] : [new BranchesNamed(name.Cell, [new NamedBranch(name.Branch, words)], null) { By = name.By }];
    }

    private static NotebookEvent[] Note(NoteBranch note, NotebookState state)
    {
        string now = BranchOf(WriteCellOf(state, note.Cell).Tree, note.Branch).Note;
        string text = Annotations.CheckNote(note.Made?.TrimEnd() is { } made && made != now
            ? TextChange.Between(made, note.Note).Across(TextChange.Between(made, now)).Mine.Apply(now)
            : note.Note);
        return text == now ? [] : [new BranchNoted(note.Cell, note.Branch, text) { By = note.By }];
    }

    private static NotebookEvent[] Tag(TagBranch tag, NotebookState state)
    {
        string[] tags = Annotations.CheckTags(tag.Tags);
        return BranchOf(WriteCellOf(state, tag.Cell).Tree, tag.Branch).Tags.SequenceEqual(tags, StringComparer.Ordinal)
            ? []
            : [new BranchTagged(tag.Cell, tag.Branch, tags) { By = tag.By }];
    }

    private static NotebookEvent[] Grow(GrowFromToken grow, NotebookState state, GrowthFacts facts)
    {
        if (state.Growths.ContainsKey(grow.Growth))
        {
            return [];
        }

        WriteCell cell = WriteCellOf(state, grow.Cell);
        Branch of = BranchOf(cell.Tree, grow.Of);
        RefuseWhileGrowing(of);
        if (of.Parent is not { } parent || of.Growth is not { } id || state.Growths.GetValueOrDefault(id) is not { } growth || facts.Prefix is not { } text)
        {
            throw new UserFacingException("Only what a model continued can go another way at a word.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)grow.Token, (uint)of.TokenIds.Length, nameof(grow));
        if (growth.ModelHash != facts.ModelHash)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"The model {growth.Model} is not the one that wrote this, so its words are others. Grow again instead."));
        }

        GenerationSettings settings = cell.Settings with
        {
            Model = growth.Settings.Model,
            Adapter = growth.Settings.Adapter,
            Count = 1,
            MaxTokens = Math.Min(GrowthRules.MostTokens, grow.Token + 1 + cell.Settings.MaxTokens),
        };
        return
        [
            Started(grow.Growth, grow.Cell, parent, [grow.Branch], settings, facts, grow.By) with
            {
                Begun = new GrowthBeginning(
                    grow.Of, grow.Token, text, [.. of.TokenIds[..grow.Token], grow.TokenId], [.. of.LogProbabilities[..grow.Token], grow.LogProbability]),
            },
            new BranchFocused(grow.Cell, grow.Branch) { By = grow.By },
        ];
    }

    private static NotebookEvent[] Rewrite(RewriteBranch rewrite, NotebookState state, GrowthFacts facts)
    {
        if (state.Growths.ContainsKey(rewrite.Growth))
        {
            return [];
        }

        WriteCell cell = WriteCellOf(state, rewrite.Cell);
        Branch of = BranchOf(cell.Tree, rewrite.Of);
        RefuseWhileGrowing(of);
        string feedback = RewritePrompt.CheckFeedback(rewrite.Feedback);
        if (of.Text.Trim().Length == 0)
        {
            throw new UserFacingException("There is nothing to rewrite in an empty passage.");
        }

        string before = of.Parent is { } above ? cell.Tree.TextOf(above) : "";
        GenerationSettings settings = cell.Settings with { Count = rewrite.Branches.Count, MaxTokens = RewritePrompt.RoomFor(of, cell.Settings.MaxTokens) };
        Check(settings);
        return
        [
            Started(rewrite.Growth, rewrite.Cell, of.Parent ?? of.Id, rewrite.Branches, settings, facts, rewrite.By) with
            {
                Rewrite = new RewriteRequest(of.Id, feedback, RewritePrompt.Create(before, of.Text, feedback), RewritePrompt.Stop),
            },
        ];
    }

    private static GrowthStarted Started(
        GrowthId growth, CellId cell, BranchId parent, IReadOnlyList<BranchId> branches, GenerationSettings settings, GrowthFacts facts, Accounts.PersonId by) =>
        new(growth, cell, parent, branches, settings, settings.Seed ?? facts.Seed, facts.Model, facts.ModelHash, facts.Server)
        {
            Adapter = facts.Adapter?.Name ?? "",
            AdapterId = facts.Adapter?.Id ?? "",
            By = by,
        };

    /// <summary>A branch that can be cut or joined: it stands still, is not put aside, and no search goes on from it.</summary>
    private static Branch Shapeable(NotebookState state, BranchTree tree, BranchId id)
    {
        Branch branch = BranchOf(tree, id);
        RefuseWhileGrowing(branch);
        if (GrowthRules.IsPutAside(tree, branch))
        {
            throw new UserFacingException("This branch is pruned. Restore it first.");
        }

        return ShapingRules.IsBeingSearched(state, id)
            ? throw new UserFacingException("A search goes on from this branch. Wait for its end, or stop it.")
            : branch;
    }
}
