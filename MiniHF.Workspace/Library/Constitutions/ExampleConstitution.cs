namespace MiniHF.Workspace.Library.Constitutions;

/// <summary>A constitution to begin from: a preamble, a wanted "yes" of full and of less weight, a wanted "no".</summary>
public static class ExampleConstitution
{
    public const string Name = "Quiet prose";

    public const string Text = """
        ==[PREAMBLE]==
        Answer yes or no and only yes or no. Does the response to this prompt:

        === Begin Prompt ===
        {prompt}
        === End Prompt ===

        === Begin Response ===
        {response}
        === End Response ===

        ==[Principle: Shows; Weight: 1.0; Answer: Yes]==
        {preamble}
        show things that can be seen or heard, rather than explain them?

        ==[Principle: Holds together; Weight: 0.7; Answer: Yes]==
        {preamble}
        go on with what the prompt began, with the same people in the same place?

        ==[Principle: Repeats itself; Weight: 0.5; Answer: No]==
        {preamble}
        repeat words or sentences it has already used?

        """;
}
