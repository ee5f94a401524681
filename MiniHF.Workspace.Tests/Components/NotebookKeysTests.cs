using Bunit;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Palette;
using MiniHF.Workspace.Tests.Fixtures;

namespace MiniHF.Workspace.Tests.Components;

/// <summary>One table has all keys: the sheet and the palette show everything in it.</summary>
public sealed class NotebookKeysTests : BunitTestBase
{
    [Theory]
    [InlineData(KeyLevel.Loom)]
    [InlineData(KeyLevel.Cell)]
    public void Keys_OfALevel_MeanOneThingEach_AndNoneIsTheBeginningOfAnother(KeyLevel level)
    {
        string[] keys = [.. NotebookKeys.All.Where(binding => binding.Level == level || binding.Level == KeyLevel.Anywhere).SelectMany(binding => binding.Keys)];

        Assert.Equal(keys.Distinct(), keys);
        Assert.DoesNotContain(keys, key => keys.Any(other => other.StartsWith(key + " ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sheet_ShowsEveryBindingThatHasAKey()
    {
        IRenderedComponent<KeySheet> sheet = Render<KeySheet>();

        (string, string)[] shown = [.. sheet.FindAll("dt").Zip(sheet.FindAll("dt + dd"), (key, meaning) => (key.TextContent.Trim(), meaning.TextContent.Trim()))];
        Assert.All(NotebookKeys.All.Where(binding => binding.Keys.Length > 0), binding => Assert.Contains((binding.Shown, binding.Meaning), shown));
    }

    [Fact]
    public void Palette_InAText_OffersEveryActionOfTheTable()
    {
        LoomBook book = new();
        book.Grow(book.Type(null, "Once"), " a", " b");

        IReadOnlyList<PaletteItem> items = PaletteOf(book);

        Assert.All(
            NotebookKeys.All.Select(binding => binding.Action).Where(action => action != "palette"),
            action => Assert.Contains(items, item => item.Id == action || item.Id == $"{action}-2"));
        Assert.Equal(items.Select(item => item.Id).Distinct(), items.Select(item => item.Id));
    }

    [Fact]
    public void Palette_WithNothingActive_OffersWhatNeedsNoCell()
    {
        LoomBook book = new();

        IReadOnlyList<PaletteItem> items = NotebookPalette.Of(book.Session, null, [], Doings());

        Assert.Contains(items, item => item.Id == "run-all");
        Assert.DoesNotContain(items, item => item.Id is "grow" or "remove-cell");
    }

    [Fact]
    public async Task Palette_OfACard_PicksThatCard()
    {
        LoomBook book = new();
        book.Grow(book.Type(null, "Once"), " a", " b");
        List<(string, int)> done = [];

        PaletteItem item = PaletteOf(book, (action, number) => done.Add((action, number))).Single(item => item.Id == "pick-2");
        await item.Do();

        Assert.Equal(("Pick 2: b", "2"), (item.Label, item.Key));
        Assert.Equal([("pick", 2)], done);
    }

    private static IReadOnlyList<PaletteItem> PaletteOf(LoomBook book, Action<string, int>? act = null) =>
        NotebookPalette.Of(book.Session, book.Cell, [], Doings(act));

    private static NotebookDoings Doings(Action<string, int>? act = null) => new(
        (action, number) =>
        {
            act?.Invoke(action, number);
            return Task.CompletedTask;
        },
        _ => Task.CompletedTask,
        _ => Task.CompletedTask,
        _ => Task.CompletedTask,
        _ => Task.CompletedTask);
}
