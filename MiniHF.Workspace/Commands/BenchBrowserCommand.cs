using System.CommandLine;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary>Verbs of <c>minihf bench</c> that need a browser, here for the list of verbs: the launcher starts the project of the tests for them.</summary>
internal static class BenchBrowserCommand
{
    public static IEnumerable<Command> CreateAll() =>
    [
        Create("charts", "The page of a long tuning run in Chromium: opening it, and what watching costs."),
        Create("notebook", "Large trees in Chromium: opening, somebody else's branch, scrolling, zoom."),
        Create("people", "Many people in one notebook, each in a browser of their own: how soon they see each other's changes, what each takes of the server."),
    ];

    private static Command Create(string name, string description)
    {
        Command command = new(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(int (ParseResult _) => throw new UserFacingException($"This is measured in a browser, by the launcher of a checkout: ./minihf bench {name}"));
        return command;
    }
}
