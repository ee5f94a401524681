using System.CommandLine;
using Microsoft.Extensions.Options;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Hosting;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf serve</c>: the workspace, until Ctrl+C.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Option<string?> urls = new("--urls") { Description = $"Where to listen; {ListenAddresses.Default} by default. Several with ; between them.", HelpName = "U" };
        Option<string?> data = new("--data") { Description = "The data folder; MINIHF_DATA or ~/.local/share/minihf by default.", HelpName = "DIR" };
        Option<string?> model = new("--model") { Description = "Directory of the default model instead of the embedded one.", HelpName = "DIR" };
        Command command = new("serve", "The workspace: prints a link to open in the browser.") { urls, data, model, EngineSettings.QuantizationOption, EngineSettings.DeviceOption };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(urls), parsed.GetValue(data), parsed.GetValue(model), parsed.GetValue(EngineSettings.QuantizationOption), parsed.GetValue(EngineSettings.DeviceOption), ct));
        return command;
    }

    private static async Task<int> RunAsync(string? urls, string? data, string? model, string? quantization, string? device, CancellationToken ct)
    {
        await using WebApplication app = WorkspaceHost.Create(urls, data, model, quantization, device);
        try
        {
            await app.StartAsync(ct);
        }
        catch (OptionsValidationException e)
        {
            throw new UserFacingException(string.Join(" ", e.Failures), e);
        }

        AccountDirectory accounts = app.Services.GetRequiredService<AccountDirectory>();
        bool first = accounts.Owner is null;
        string path = await accounts.CreateStartLinkAsync(ct);
        string address = app.Services.GetRequiredService<ListenAddresses>().Shown;
        await Console.Out.WriteLineAsync(first
            ? "The workspace runs. This link makes the owner's account, once:"
            : "The workspace runs. Browsers that signed in before find it at its address; this link signs the owner in, once:");
        await Console.Out.WriteLineAsync($"Open {address}{path}");
        await Console.Out.FlushAsync(ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
