using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>One server of a workspace without its web pages: the product's own services on a given database.</summary>
internal sealed class TestWorkspace : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _data;

    private TestWorkspace(IHost host, string data)
    {
        _host = host;
        _data = data;
    }

    public NotebookLibrary Notebooks => _host.Services.GetRequiredService<NotebookLibrary>();

    public AccountDirectory Accounts => _host.Services.GetRequiredService<AccountDirectory>();

    public ModelLibrary Models => _host.Services.GetRequiredService<ModelLibrary>();

    public IServiceProvider Services => _host.Services;

    public static async Task<TestWorkspace> StartAsync(string connectionString, IReadOnlyDictionary<string, string?>? settings = null)
    {
        string data = Directory.CreateTempSubdirectory("minihf-tests-").FullName;
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = connectionString,
            ["MINIHF_DATA"] = data,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Logging.ClearProviders();
        builder.AddEventStore();
        builder.AddAccounts();
        builder.AddModels();
        builder.AddConstitutions();
        builder.AddNotebooks();
        // The first growth of a test loads the model; most tests need none.
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ModelWarmup)));
        TestWorkspace workspace = new(builder.Build(), data);
        await workspace._host.StartAsync();
        return workspace;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
