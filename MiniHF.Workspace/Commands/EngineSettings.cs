using System.CommandLine;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The engine's settings for a verb that runs without the web host: <c>appsettings.json</c>, then the environment.</summary>
internal static class EngineSettings
{
    /// <summary>The option of every verb that loads a model.</summary>
    public static Option<string?> QuantizationOption { get; } = Quantizations();

    /// <summary>The settings, changed by what the command line says.</summary>
    /// <exception cref="UserFacingException">A setting is out of range, or of the wrong kind; names its key.</exception>
    public static EngineOptions Read(ParseResult parsed)
    {
        EngineOptions options = Read();
        return parsed.GetValue(QuantizationOption) is { } quantization ? options with { Quantization = quantization } : options;
    }

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

    private static Option<string?> Quantizations()
    {
        Option<string?> option = new("--quantization") { HelpName = "none|int8|nf4", Description = "Keep the model's matrices in 8 or 4 bits; without it as the settings say." };
        option.AcceptOnlyFromAmong("none", "int8", "nf4");
        return option;
    }
}
