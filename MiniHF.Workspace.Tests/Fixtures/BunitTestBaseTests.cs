using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace MiniHF.Workspace.Tests.Fixtures;

/// <summary>bUnit works with the packages the project restores: components render, clicks reach them, and markup is compared.</summary>
public sealed class BunitTestBaseTests : BunitTestBase
{
    [Fact]
    public void Component_ButtonClicked_RendersAgain()
    {
        IRenderedComponent<Counter> counter = Render<Counter>();

        counter.Find("button").Click();

        counter.MarkupMatches("<button>1</button>");
    }

    private sealed class Counter : ComponentBase
    {
        private int _clicks;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => _clicks++));
            builder.AddContent(2, _clicks);
            builder.CloseElement();
        }
    }
}
