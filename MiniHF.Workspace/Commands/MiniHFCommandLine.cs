using System.CommandLine;
using System.CommandLine.Help;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>The table of verbs, and the one place where an error becomes a line on standard error and an exit code.</summary>
internal static class MiniHFCommandLine
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs one verb. Returns 0, 1 for an error that was explained in one line, 2 for wrong usage.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Command root = CreateRoot();
        // "@FILE" is a text to read for our verbs, not a file of further arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"minihf: {error.Message}");
            }

            await Console.Error.WriteLineAsync("minihf: `minihf --help` lists the verbs, `minihf VERB --help` a verb's options.");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // After Ctrl+C what was done is kept first, and the embedded database is stopped: that may take longer than the default's 2 s.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
            });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("minihf: stopped.");
            return Failure;
        }
        catch (UserFacingException e)
        {
            await Console.Error.WriteLineAsync($"minihf: {e.Message}");
            return Failure;
        }
    }

    internal static Command CreateRoot()
    {
        // Not a RootCommand: that one is named after the assembly, and people start `minihf`.
        Command root = new("minihf", "MiniHF Workspace: develop prompts into models.") { new HelpOption(), new VersionOption() };
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(WorkerCommand.Create());
        root.Subcommands.Add(GenerateCommand.Create());
        root.Subcommands.Add(TokenizeCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(TestCommand.Create());
        root.Subcommands.Add(ScoreCommand.Create());
        root.Subcommands.Add(WeaveCommand.Create());
        root.Subcommands.Add(DbCommand.Create());
        foreach (Command training in TrainingCommands.Create())
        {
            root.Subcommands.Add(training);
        }

        return root;
    }
}
