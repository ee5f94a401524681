using System.CommandLine;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Commands;

/// <summary>How a training verb is shared by several processes: those that somebody else starts, or some of its own on this machine.</summary>
internal sealed class DistributedArguments
{
    private const int MostSeconds = 86_400;

    private readonly Option<bool> _distributed = new("--distributed")
    {
        Description = $"Share the run with other processes, started with {DistributedOptions.RankVariable}, {DistributedOptions.WorldSizeVariable}, {DistributedOptions.AddressVariable} and {DistributedOptions.PortVariable} as torchrun does.",
    };

    private readonly Option<int> _processes = new(LocalProcesses.Option)
    {
        HelpName = "N",
        Description = "Start so many processes on this machine and share the run among them.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _timeout = new("--peer-timeout")
    {
        HelpName = "SECONDS",
        Description = "The longest one process waits for another.",
        DefaultValueFactory = _ => (int)new DistributedOptions(0, 1, "", 1).Timeout.TotalSeconds,
    };

    public DistributedArguments(Command command)
    {
        foreach (Option option in (Option[])[_distributed, _processes, _timeout])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_distributed) && result.GetResult(_processes) is { Implicit: false })
            {
                result.AddError("--processes starts the others itself: leave --distributed out.");
            }
        });
        _processes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
            {
                result.AddError("--processes is a number from 1 to 1024.");
            }
        });
        _timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostSeconds)
            {
                result.AddError($"--peer-timeout is a number of seconds from 1 to {MostSeconds}.");
            }
        });
    }

    /// <summary>Whether this is the process that reads checkpoints and writes everything.</summary>
    /// <exception cref="MiniHF.Engine.UserFacingException">The environment does not say which process this is.</exception>
    public bool IsFirst(ParseResult parsed) => !parsed.GetValue(_distributed) || Read(parsed).Rank == 0;

    /// <summary>How many processes this command starts on this machine.</summary>
    public int CountHere(ParseResult parsed) => parsed.GetValue(_processes);

    /// <summary>Joins the other processes, starting them where that was asked for.</summary>
    /// <exception cref="PeerLostException">They did not find each other.</exception>
    public async Task<LocalProcesses> JoinAsync(ParseResult parsed, CancellationToken ct) => parsed.GetValue(_distributed)
        ? await LocalProcesses.JoinAsync(Read(parsed), ct)
        : CountHere(parsed) == 1 ? LocalProcesses.None : await LocalProcesses.StartAsync(CountHere(parsed), TimeSpan.FromSeconds(parsed.GetValue(_timeout)), ct);

    private DistributedOptions Read(ParseResult parsed) =>
        DistributedOptions.Read(Environment.GetEnvironmentVariable) with { Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)) };
}
