using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.People;

/// <summary>Who made a branch, in words.</summary>
internal static class Authors
{
    /// <summary>The whole of it: "Written by the model for Ben, edited by Ada and you".</summary>
    public static string Of(Branch branch, NotebookSession session)
    {
        string made = branch.Kind switch
        {
            BranchKind.Model => $"Written by the model for {session.NameOf(branch.By)}",
            BranchKind.Weave => $"Found by a search of {session.NameOf(branch.By)}".Replace(" of you", " of yours", StringComparison.Ordinal),
            BranchKind.Rewrite when branch.Growth is not null => $"Rewritten by the model for {session.NameOf(branch.By)}",
            BranchKind.Rewrite => $"Rewritten by {session.NameOf(branch.By)}",
            _ => $"Written by {session.NameOf(branch.By)}",
        };
        return branch.Editors.IsEmpty ? made : $"{made}, edited by {EditorsOf(branch, session)}";
    }

    /// <summary>"Ada, Ben and you"</summary>
    public static string EditorsOf(Branch branch, NotebookSession session)
    {
        string[] names = [.. branch.Editors.Select(session.NameOf)];
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    /// <summary>What a card has room for; empty for what the model wrote for whoever looks at it.</summary>
    public static string Short(Branch branch, NotebookSession session) => branch switch
    {
        { Editors.IsEmpty: false } => $"edited by {EditorsOf(branch, session)}",
        { Kind: BranchKind.Person } => session.NameOf(branch.By),
        { Kind: BranchKind.Rewrite, Growth: null } => $"rewritten by {session.NameOf(branch.By)}",
        _ when branch.By != session.Me => $"for {session.NameOf(branch.By)}",
        _ => "",
    };
}
