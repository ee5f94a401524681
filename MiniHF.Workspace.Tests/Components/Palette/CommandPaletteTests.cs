using AngleSharp.Dom;
using Bunit;
using MiniHF.Workspace.Components.Palette;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components.Palette;

public sealed class CommandPaletteTests : BunitTestBase
{
    private readonly List<string> _chosen = [];

    [Fact]
    public void Palette_TypedLetters_NarrowTheListAndMarkWhatFits()
    {
        IRenderedComponent<CommandPalette> palette = RenderPalette();

        palette.Find("[data-testid=palette-find]").Input("dup");

        IElement item = Assert.Single(palette.FindAll("[role=option]"));
        Assert.Equal(("duplicate", "Dup"), (item.GetAttribute("data-item"), string.Concat(item.QuerySelectorAll("mark").Select(mark => mark.TextContent))));
    }

    [Fact]
    public void Palette_ArrowsAndEnter_ChooseTheLineTheListSaysIsChosen()
    {
        IRenderedComponent<CommandPalette> palette = RenderPalette();
        palette.Find("[role=combobox]").KeyDown("ArrowDown");
        palette.Find("[role=combobox]").KeyDown("ArrowDown");
        palette.Find("[role=combobox]").KeyDown("ArrowUp");

        IElement active = palette.Find($"#{palette.Find("[role=combobox]").GetAttribute("aria-activedescendant")}");
        palette.Find("[role=combobox]").KeyDown("Enter");

        Assert.Equal(("true", "duplicate"), (active.GetAttribute("aria-selected"), active.GetAttribute("data-item")));
        Assert.Equal(["duplicate"], _chosen);
    }

    [Fact]
    public void Palette_ArrowUpAtTheTop_GoesToTheLastLine()
    {
        IRenderedComponent<CommandPalette> palette = RenderPalette();

        palette.Find("[role=combobox]").KeyDown("ArrowUp");

        Assert.Equal("share", palette.Find("[aria-selected=true]").GetAttribute("data-item"));
    }

    [Fact]
    public void Palette_NothingFits_SaysSo()
    {
        IRenderedComponent<CommandPalette> palette = RenderPalette();

        palette.Find("[data-testid=palette-find]").Input("xyzzy");

        Assert.Equal("Nothing is called that.", palette.Find("[role=status]").TextContent);
    }

    private IRenderedComponent<CommandPalette> RenderPalette() => Render<CommandPalette>(parameters => parameters
        .Add(p => p.Items, [Item("run", "Run the cell"), Item("duplicate", "Duplicate the cell"), Item("share", "Share with others")])
        .Add(p => p.OnChoose, item => _chosen.Add(item.Id)));

    private static PaletteItem Item(string id, string label) => new(id, "cells", label, "play", "", () => Task.CompletedTask);
}
