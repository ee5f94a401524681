namespace MiniHF.Workspace.Tests.Browser;

/// <summary>Browser tests run one after another: several servers, models and browsers at once would only wait for each other's cores.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
