using MiniHF.Workspace.Notebooks.Events;

namespace MiniHF.Workspace.Tests.Notebooks.People;

/// <summary>A notebook that Ada created, and nobody joined yet.</summary>
internal static class AdasNotebook
{
    public static NotebookScript Script()
    {
        NotebookScript script = new();
        script.Happen(new NotebookCreated("Tales") { By = NotebookScript.Ada });
        return script;
    }
}
