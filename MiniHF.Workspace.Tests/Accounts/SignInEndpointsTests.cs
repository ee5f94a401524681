using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Tests.Accounts;

public sealed class SignInEndpointsTests
{
    [Theory]
    [InlineData("/n/0198", "/n/0198")]
    [InlineData("/n/0198?find=a#cell-1", "/n/0198?find=a#cell-1")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("n/0198", "/")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("/\t/elsewhere.example", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    public void LocalPath_OfAReturnUrl_NeverLeavesThisServer(string? asked, string path) =>
        Assert.Equal(path, SignInEndpoints.LocalPath(asked));
}
