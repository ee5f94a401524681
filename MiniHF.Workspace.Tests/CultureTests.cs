using System.Globalization;

namespace MiniHF.Workspace.Tests;

/// <summary>`./minihf test` runs a second pass under German culture; this shows that the runtime took it up, or that pass would prove nothing.</summary>
public sealed class CultureTests
{
    [Fact]
    public void CurrentCulture_PassAsksForOne_IsThatOne()
    {
        string? asked = Environment.GetEnvironmentVariable("MINIHF_TEST_CULTURE");

        Assert.Equal(asked ?? CultureInfo.CurrentCulture.Name, CultureInfo.CurrentCulture.Name);
    }

    [Fact]
    public void CurrentCulture_German_WritesACommaWhereFormattingIsCareless()
    {
        string written = string.Create(CultureInfo.GetCultureInfo("de-DE"), $"{1.5:0.0}");

        Assert.Equal("1,5", written);
    }
}
