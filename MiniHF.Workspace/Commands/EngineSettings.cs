using System.CommandLine;
using MiniHF.Engine;
using MiniHF.Engine.Models;

namespace MiniHF.Workspace.Commands;

/// <summary>The engine's settings for a verb that runs without the web host: <c>appsettings.json</c>, then the environment.</summary>
internal static class EngineSettings
{
    /// <summary>An option of every verb that loads a model.</summary>
    public static Option<string?> QuantizationOption { get; } = Quantizations();

    /// <summary>Likewise.</summary>
    public static Option<string?> DeviceOption { get; } = Devices();

    /// <summary>The settings, changed by what the command line says.</summary>
    /// <exception cref="UserFacingException">A setting is out of range, or of the wrong kind; names its key.</exception>
    public static EngineOptions Read(ParseResult parsed)
    {
        EngineOptions options = Read();
        return options with
        {
            Quantization = parsed.GetValue(QuantizationOption) ?? options.Quantization,
            Device = parsed.GetValue(DeviceOption) ?? options.Device,
        };
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

    private static Option<string?> Devices()
    {
        Option<string?> option = new("--device") { HelpName = "cpu|cuda|cuda:N|auto", Description = "Where the model runs; without it as the settings say, which is the CPU." };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !ModelDevice.IsName(name))
            {
                result.AddError($"--device is {name}; it must be cpu, cuda, cuda:N or auto.");
            }
        });
        return option;
    }
}
