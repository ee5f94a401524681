using System.Globalization;
using MiniHF.Workspace.Components.Cells;
using MiniHF.Workspace.Components.Notebook;
using MiniHF.Workspace.Components.Rating;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Components.Palette;

/// <summary>What the palette of a notebook offers: every action of the table of keys that means something where one works, every cell, every notebook.</summary>
public static class NotebookPalette
{
    private const int TitleLength = 70;

    /// <param name="isGuest">Whoever looks came by a notebook's link: pages that would be refused are not offered.</param>
    public static IReadOnlyList<PaletteItem> Of(NotebookSession session, CellId? active, IReadOnlyList<NotebookSummary> notebooks, NotebookDoings doings, bool isGuest = false)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(doings);
        return
        [
            .. Actions(session, active, doings),
            .. CellFaces.All.Select(face => new PaletteItem($"add-{face.Name}", "add a cell", $"Add {Article(face.Label)} {face.Label.ToLowerInvariant()} cell: {Lower(face.Purpose)}", face.Icon, "", () => doings.Add(face.Kind))),
            new("show-defaults", "settings", "The notebook’s settings, which its texts follow", "sliders", "", () => doings.Show("defaults")),
            new("show-share", "people", "Share: let somebody in, or another of your devices", "link", "", () => doings.Show("share")),
            new("show-inspector", "view", "About this branch: where it comes from, and how sure the model was", "panel", "", () => doings.Show("inspector")),
            .. Cells(session, doings),
            .. session.State.Order.Select(session.State.Cells.GetValueOrDefault).OfType<RateCell>().Select(cell => new PaletteItem(
                $"judge-{cell.Id.Value:N}", "go to", $"Judge on a page of its own: {RatingWords.QuestionOf(cell.Settings)}", "rate", "", () => doings.Open($"rate/{session.State.Id.Value}/{cell.Id.Value}"))),
            .. notebooks
                .Where(notebook => !notebook.Archived && notebook.Id != session.State.Id)
                .Select(notebook => new PaletteItem($"notebook-{notebook.Id.Value:N}", "notebook", Titles.Of(notebook.Title, notebook.Opening), "books", "", () => doings.Open($"n/{notebook.Id.Value}"))),
            new("open-home", "go to", "All notebooks", "books", "", () => doings.Open("")),
            .. isGuest ? [] : Places(doings),
        ];
    }

    /// <summary>What is the workspace's as a whole, and none of its guests'.</summary>
    private static PaletteItem[] Places(NotebookDoings doings) =>
    [
        new("open-constitutions", "go to", "Constitutions", "scales", "", () => doings.Open("constitutions")),
        new("open-runs", "go to", "Runs", "tune", "", () => doings.Open("runs")),
    ];

    private static IEnumerable<PaletteItem> Actions(NotebookSession session, CellId? active, NotebookDoings doings)
    {
        WriteCell? text = active is { } id ? session.WriteCell(id) : null;
        IReadOnlyList<Branch> cards = active is { } at && text is not null ? session.ActionsOf(at).Continuations : [];
        // The palette need not offer itself.
        foreach ((string group, KeyBinding binding) in NotebookKeys.Groups
            .SelectMany(group => group.Keys.Select(binding => (group.Title.ToLowerInvariant(), binding)))
            .Where(pair => pair.binding.Action != "palette" && pair.binding.Level switch { KeyLevel.Loom => text is not null, KeyLevel.Cell => active is not null, _ => true })
            .DistinctBy(pair => pair.binding.Action))
        {
            if (binding.Keys.Length < 9)
            {
                yield return new PaletteItem(binding.Action, group, binding.Meaning, binding.Icon, binding.Shown, () => doings.Act(binding.Action, 0));
                continue;
            }

            // A key for each number is a line for each card.
            for (int i = 0; i < Math.Min(9, cards.Count); i++)
            {
                int number = i + 1;
                string words = Words.Opening(session.StreamOf(cards[i].Id)?.Text ?? cards[i].Text, 40);
                yield return new PaletteItem(
                    string.Create(CultureInfo.InvariantCulture, $"{binding.Action}-{number}"),
                    group,
                    $"{(binding.Action == "pick" ? "Pick" : "Thumb up")} {number}: {(words.Length > 0 ? words : "(nothing more)")}",
                    binding.Icon,
                    binding.Shown.Replace("1 – 9", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
                    () => doings.Act(binding.Action, number));
            }
        }
    }

    private static IEnumerable<PaletteItem> Cells(NotebookSession session, NotebookDoings doings)
    {
        int number = 0;
        foreach (Cell cell in session.State.Order.Select(session.State.Cells.GetValueOrDefault).OfType<Cell>())
        {
            number++;
            yield return new PaletteItem(
                $"cell-{cell.Id.Value:N}",
                $"cell {Words.Number((long)number)}",
                Words.Opening(CellFaces.TitleOf(cell, session.Me), TitleLength),
                CellFaces.Of(cell).Icon,
                "",
                () => doings.GoTo(cell.Id));
        }
    }

    private static string Article(string noun) => "AEIOU".Contains(noun[0]) ? "an" : "a";

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
