using Bunit;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>The context of every component test.</summary>
public abstract class BunitTestBase : BunitContext
{
    protected BunitTestBase()
    {
        // Radzen's components call their script when they are drawn; what it answers is the browser's affair, not a component test's.
        JSInterop.Mode = JSRuntimeMode.Loose;
        OfflineLibraries.AddTo(Services);
    }
}
