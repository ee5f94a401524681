namespace MiniHF.Workspace.Notebooks.Commands;

/// <summary>Cuts a branch in two; see <see cref="Events.BranchSplit"/>.</summary>
public sealed record SplitBranch(CellId Cell, BranchId Branch, int At, int HeadTokens, int TailTokens, BranchId Head, BranchId Tail) : NotebookCommand;

/// <summary>Makes a branch and its parent, whose only continuation it is, one new branch <paramref name="Joined"/>.</summary>
public sealed record JoinBranch(CellId Cell, BranchId Branch, BranchId Joined) : NotebookCommand;

/// <param name="Name">A few words; empty takes the name away.</param>
public sealed record NameBranch(CellId Cell, BranchId Branch, string Name) : NotebookCommand;

/// <param name="Note">Empty takes the note away.</param>
/// <param name="Made">The note it was made of: what others did to that meanwhile stays. Null replaces the note whatever it is.</param>
public sealed record NoteBranch(CellId Cell, BranchId Branch, string Note, string? Made = null) : NotebookCommand;

/// <param name="Tags">All it shall have.</param>
public sealed record TagBranch(CellId Cell, BranchId Branch, IReadOnlyList<string> Tags) : NotebookCommand;

/// <summary>Grows a new branch beside <paramref name="Of"/>, that begins as it does and goes another way at one of its tokens.</summary>
/// <param name="Token">The place of that token, from 0.</param>
/// <param name="TokenId">The token to stand there instead.</param>
/// <param name="LogProbability">How likely the model thought that one.</param>
/// <param name="Branch">A new id.</param>
public sealed record GrowFromToken(GrowthId Growth, CellId Cell, BranchId Of, int Token, int TokenId, float LogProbability, BranchId Branch) : NotebookCommand;

/// <summary>Asks the model to write a branch anew, beside it.</summary>
/// <param name="Feedback">What is wanted otherwise, a point a line.</param>
/// <param name="Branches">As many new ids as attempts.</param>
public sealed record RewriteBranch(GrowthId Growth, CellId Cell, BranchId Of, string Feedback, IReadOnlyList<BranchId> Branches) : NotebookCommand;
