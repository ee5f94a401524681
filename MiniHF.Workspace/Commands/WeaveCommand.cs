using System.CommandLine;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf weave</c>: a search for a good continuation, guided by an evaluator.</summary>
internal static class WeaveCommand
{
    private static readonly Option<string?> s_replay = new("--replay") { HelpName = "FILE", Description = "Run a scripted or recorded search again, with no model, and show every node." };
    private static readonly Option<string?> s_dot = new("--dot") { HelpName = "FILE", Description = "Write the tree for Graphviz." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object and nothing else." };

    public static Command Create()
    {
        Command command = new("weave", "Search for a good continuation, guided by an evaluator.") { s_replay, s_dot, s_json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_replay) is null)
            {
                result.AddError("weave takes --replay FILE.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await WeaveReplayOutput.WriteAsync(
            parsed.GetValue(s_replay)!, // the validator saw to it
            parsed.GetValue(s_dot),
            parsed.GetValue(s_json),
            parsed.InvocationConfiguration.Output,
            ct);
        return 0;
    }
}
