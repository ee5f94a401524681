namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>A theory that reads <see cref="SharedFiles"/>: skipped, with the reason, where they are missing. Its data must not be read from there while tests are discovered.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (!SharedFiles.Exist)
        {
            Skip = SharedFiles.Missing;
        }
    }
}
