using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The engine's settings for a verb that runs without the web host: <c>appsettings.json</c>, then the environment.</summary>
internal static class EngineSettings
{
    /// <exception cref="UserFacingException">A setting is out of range, or of the wrong kind; names its key.</exception>
    public static EngineOptions Read()
    {
        IConfiguration settings = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        try
        {
            EngineOptions options = settings.GetSection(EngineOptions.Section).Get<EngineOptions>() ?? new EngineOptions();
            options.Validate();
            return options;
        }
        catch (InvalidOperationException e)
        {
            throw new UserFacingException($"The settings cannot be used: {e.Message}", e);
        }
    }
}
