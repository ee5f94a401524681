using Microsoft.Playwright;

namespace MiniHF.Workspace.Tests.Browser;

/// <summary>The people and the servers of one browser test. They are gone when it ends.</summary>
internal sealed class Story(BrowserFixture browser, string name) : IAsyncDisposable
{
    private readonly List<Visitor> _people = [];
    private readonly List<WorkspaceServer> _servers = [];

    /// <summary>A server on fresh data.</summary>
    public async Task<WorkspaceServer> StartServerAsync(params string[] arguments)
    {
        WorkspaceServer server = await WorkspaceServer.StartAsync(arguments);
        _servers.Add(server);
        return server;
    }

    /// <summary>A server on fresh data, with settings of its environment.</summary>
    public async Task<WorkspaceServer> StartServerWithAsync(IReadOnlyDictionary<string, string> settings)
    {
        WorkspaceServer server = await WorkspaceServer.StartWithAsync(settings);
        _servers.Add(server);
        return server;
    }

    /// <summary>One of several servers on the same database.</summary>
    public async Task<WorkspaceServer> StartServerOnAsync(string database)
    {
        WorkspaceServer server = await WorkspaceServer.StartOnAsync(database);
        _servers.Add(server);
        return server;
    }

    /// <summary>Somebody with a browser profile of their own, at a blank page.</summary>
    public async Task<Visitor> ArriveAsync(BrowserNewContextOptions? options = null)
    {
        Visitor visitor = new(await browser.NewPersonAsync(options));
        _people.Add(visitor);
        await visitor.OpenTabAsync();
        return visitor;
    }

    /// <summary>What went wrong in the pages without being caught there.</summary>
    public IReadOnlyList<string> Uncaught => [.. _people.SelectMany(person => person.Uncaught)];

    /// <summary>Leaves what a person would look at first: every open page as a picture, and what the servers wrote.</summary>
    public async Task KeepEvidenceAsync()
    {
        int number = 0;
        foreach (IPage page in _people.SelectMany(person => person.OpenPages))
        {
            await Screenshots.TakeOneAsync(page, $"failed-{name}-{++number}");
        }

        string log = string.Join("\n\n", _servers.Select(server => server.Output).Concat(_people.SelectMany(person => person.Console)));
        await File.WriteAllTextAsync(Path.Combine(Screenshots.Folder, $"failed-{name}.log"), log);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Visitor person in _people)
        {
            await person.DisposeAsync();
        }

        foreach (WorkspaceServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
