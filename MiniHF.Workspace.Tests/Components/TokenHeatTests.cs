using System.Collections.Immutable;
using Bunit;
using MiniHF.Workspace.Components.Inspector;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

public sealed class TokenHeatTests : BunitTestBase
{
    [Fact]
    public void Tokens_AreTintedByTheirProbabilityAndSayIt()
    {
        ImmutableArray<float> logs = [MathF.Log(0.9f), MathF.Log(0.2f), MathF.Log(0.01f)];

        IRenderedComponent<TokenHeat> heat = Render<TokenHeat>(parameters => parameters
            .Add(p => p.Texts, [" so", " quietly", "\n"])
            .Add(p => p.LogProbabilities, logs));

        Assert.Equal(
            [("sure", "so: 90 %", " so", "0"), ("fair", "quietly: 20 %", " quietly", "-1"), ("rare", "line break: 1 %", "↵", "-1")],
            heat.FindAll("[data-hint]").Select(token => ((token.ClassName ?? "").Trim(), token.GetAttribute("aria-label") ?? "", token.TextContent, token.GetAttribute("tabindex") ?? "")));
    }
}
