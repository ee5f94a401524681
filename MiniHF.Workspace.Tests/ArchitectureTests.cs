using MiniHF.Engine;

namespace MiniHF.Workspace.Tests;

/// <summary>Dependencies run one way: the engine knows nothing of the web application, of ASP.NET or of Postgres.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Engine_ReferencedAssemblies_HoldNothingOfTheWorkspace()
    {
        string[] names = [.. typeof(UserFacingException).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];

        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("Npgsql", StringComparison.Ordinal)
            || name.StartsWith("MiniHF.Workspace", StringComparison.Ordinal));
    }
}
