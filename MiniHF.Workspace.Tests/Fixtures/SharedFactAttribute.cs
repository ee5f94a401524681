namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>A fact that reads <see cref="SharedFiles"/>: skipped, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!SharedFiles.Exist)
        {
            Skip = SharedFiles.Missing;
        }
    }
}
