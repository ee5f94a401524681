namespace MiniHF.Workspace.Tests.Browser;

public sealed class ChromiumTests
{
    [Fact]
    public void Find_NoneOnThePath_NamesTheRemedy()
    {
        FileNotFoundException failure = Assert.Throws<FileNotFoundException>(() => Chromium.Find(chosen: null, path: "/nowhere:/nowhere/else"));

        Assert.Equal("Chromium is not installed: `apt-get install chromium`, or name one in CHROMIUM; `./minihf test` installs it by itself.", failure.Message);
    }

    [Fact]
    public void Find_ChosenIsMissing_SaysWhichWasChosen()
    {
        FileNotFoundException failure = Assert.Throws<FileNotFoundException>(() => Chromium.Find("/nowhere/chromium", path: null));

        Assert.StartsWith("Chromium is not installed at CHROMIUM=/nowhere/chromium:", failure.Message, StringComparison.Ordinal);
    }
}
