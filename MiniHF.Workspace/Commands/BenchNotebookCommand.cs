using System.CommandLine;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf bench notebook</c>, here for the list of verbs: it needs a browser, so the launcher starts the project of the tests for it.</summary>
internal static class BenchNotebookCommand
{
    public static Command Create()
    {
        Command command = new("notebook", "Large trees in Chromium: opening, somebody else's branch, scrolling, zoom.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(int (ParseResult _) => throw new UserFacingException("This is measured in a browser, by the launcher of a checkout: ./minihf bench notebook"));
        return command;
    }
}
