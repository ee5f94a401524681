using System.CommandLine;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf bench people</c>, here for the list of verbs: it needs a browser, so the launcher starts the project of the tests for it.</summary>
internal static class BenchPeopleCommand
{
    public static Command Create()
    {
        Command command = new("people", "Many people in one notebook, each in a browser of their own: how soon they see each other's changes, what each takes of the server.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(int (ParseResult _) => throw new UserFacingException("This is measured in a browser, by the launcher of a checkout: ./minihf bench people"));
        return command;
    }
}
