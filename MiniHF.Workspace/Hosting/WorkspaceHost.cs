using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using MiniHF.Engine;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Library.Constitutions;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Postgres;
using MiniHF.Workspace.Ratings;
using MiniHF.Workspace.Runs;
using MiniHF.Workspace.Status;

namespace MiniHF.Workspace.Hosting;

/// <summary>Puts the web application together.</summary>
internal static class WorkspaceHost
{
    // Growths get this long to save what they have; the embedded database stops after it.
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(4);

    /// <exception cref="MiniHF.Engine.UserFacingException">The settings, an address or the model directory are wrong.</exception>
    public static WebApplication Create(string? urls, string? data, string? model, string? quantization = null, string? device = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings and static files lie beside the assembly, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(WorkspaceHost).Assembly.GetName().Name,
        });
        Override(builder.Configuration, "urls", urls);
        Override(builder.Configuration, DataFolder.Setting, data);
        Override(builder.Configuration, $"{ModelOptions.Section}:{nameof(ModelOptions.Model)}", model);
        Override(builder.Configuration, $"{EngineOptions.Section}:{nameof(EngineOptions.Quantization)}", quantization);
        Override(builder.Configuration, $"{EngineOptions.Section}:{nameof(EngineOptions.Device)}", device);

        ListenAddresses addresses = ListenAddresses.Parse(builder.Configuration["urls"]);
        addresses.Check();
        CheckModel(builder.Configuration);

        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseUrls(addresses.Urls);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = RequestLimits.BodyBytes;
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = s_shutdown);
        AddLogging(builder);

        AddFeatures(builder);
        builder.Services.AddSingleton(addresses);
        builder.Services.AddHostedService<OwnerGuard>();
        builder.Services.AddHostedService<RunResults>();
        builder.Services.AddHostedService<LastNotebook>();
        builder.AddStatus();
        builder.Services.AddWorkspaceUi();
        builder.Services.AddRequestLimits();

        WebApplication app = builder.Build();
        app.UseSecurityHeaders();
        app.UseLoopbackHostFilter(addresses);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapGet("/healthz", () => "ok").AllowAnonymous();
        app.MapSignIn();
        app.MapRatings();
        app.MapRuns();
        app.MapWorkspaceUi();
        return app;
    }

    /// <summary>Everything that has events: also what the commands on the database work with.</summary>
    public static void AddFeatures(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddEventStore();
        builder.AddAccounts();
        builder.AddModels();
        builder.AddConstitutions();
        builder.AddNotebooks();
        builder.AddRuns();
    }

    private static void Override(ConfigurationManager configuration, string key, string? value)
    {
        if (value is not null)
        {
            configuration[key] = value;
        }
    }

    private static void CheckModel(IConfiguration configuration)
    {
        EngineOptions options = configuration.GetSection(EngineOptions.Section).Get<EngineOptions>() ?? new EngineOptions();
        options.Validate();
        ModelDevice.Resolve(options.Device);
        ModelOptions.Check(options.ModelPath);
    }

    /// <summary>Standard output is for the link; what there is to warn of goes to standard error.</summary>
    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        if (builder.Configuration.GetSection("Logging:LogLevel").GetChildren().Any())
        {
            return;
        }

        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // The keys lie in the data folder, which is the user's own; that they are not encrypted at rest is no news at each start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is told in one line by the command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
