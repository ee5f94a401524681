using System.CommandLine;
using MiniHF.Engine;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf test</c>, here for the list of verbs: the launcher runs the tests and never comes this far.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        Argument<string?> filter = new("FILTER") { Description = "Only tests whose full name contains it.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("test", "Everything the project checks; the last line is \"N passed, N failed\".") { filter };
        command.SetAction(int (ParseResult _) => throw new UserFacingException("The tests are built and run by the launcher of a checkout: ./minihf test"));
        return command;
    }
}
