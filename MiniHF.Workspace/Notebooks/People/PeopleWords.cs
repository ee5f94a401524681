namespace MiniHF.Workspace.Notebooks.People;

/// <summary>Roles in plain words.</summary>
public static class PeopleWords
{
    /// <summary>"rater"</summary>
    public static string Of(NotebookRole role) => role switch
    {
        NotebookRole.Owner => "owner",
        NotebookRole.Writer => "writer",
        NotebookRole.Rater => "rater",
        _ => "reader",
    };

    /// <summary>"a rater", "an owner"</summary>
    public static string A(NotebookRole role) => (role == NotebookRole.Owner ? "an " : "a ") + Of(role);

    /// <summary>What the role is for, to be read after "may".</summary>
    public static string May(NotebookRole role) => role switch
    {
        NotebookRole.Owner => "do everything, and say who comes in",
        NotebookRole.Writer => "write",
        NotebookRole.Rater => "rate",
        _ => "read",
    };
}
