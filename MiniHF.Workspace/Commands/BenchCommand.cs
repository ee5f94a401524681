using System.CommandLine;

namespace MiniHF.Workspace.Commands;

/// <summary>The verb <c>bench</c>: figures for this machine, each with what was run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        Command bench = new("bench", "Figures for this machine, each with what was run.")
        {
            BenchGenerateCommand.Create(),
            BenchQuantizationCommand.Create(),
            BenchReferenceCommand.Create(),
            BenchScoreCommand.Create(),
            BenchWeaveCommand.Create(),
            BenchTrainCommand.Create(),
            BenchEventsCommand.Create(),
            BenchHistoryCommand.Create(),
        };
        foreach (Command inBrowser in BenchBrowserCommand.CreateAll())
        {
            bench.Subcommands.Add(inBrowser);
        }

        return bench;
    }
}
