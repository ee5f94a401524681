using System.Collections.Immutable;
using System.Globalization;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Ratings;

/// <summary>A notebook's judgements as records for a file: those that were not taken back, thumbs included.</summary>
public static class JudgementRecords
{
    /// <param name="nameOf">A person's name.</param>
    /// <param name="asked">Only what this rate cell asked; null for all of the notebook, with thumbs.</param>
    public static IReadOnlyList<JudgementRecord> Of(NotebookState state, Func<PersonId, string> nameOf, CellId? asked)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(nameOf);
        RateSettings? settings = asked is { } cell ? (state.Cells.GetValueOrDefault(cell) as RateCell)?.Settings : null;
        IEnumerable<JudgementRecord> judged = state.Judgements.Values
            .Where(judgement => !judgement.Retracted && (asked is null || judgement.Asked == asked))
            .OrderBy(judgement => judgement.At).ThenBy(judgement => judgement.Id.Value)
            .Select(judgement => RecordOf(state, judgement, nameOf));
        return [.. judged, .. asked is null || settings?.Protocol == JudgementProtocol.Thumb ? Thumbs(state, nameOf, settings) : []];
    }

    /// <summary>What a judgement says, in a word or two.</summary>
    public static string VerdictOf(JudgementProtocol protocol, IReadOnlyList<int> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return (protocol, values) switch
        {
            (JudgementProtocol.Comment, _) => "in words",
            (_, []) => "passed over",
            (JudgementProtocol.Thumb, [var thumb]) => thumb > 0 ? "up" : "down",
            (JudgementProtocol.Score, [var score]) => string.Create(CultureInfo.InvariantCulture, $"{score} of 5"),
            (JudgementProtocol.Pair, [var a, var b]) => a == b ? "equal" : a < b ? "A" : "B",
            _ => string.Join(" > ", values.Select((place, at) => (place, at)).Where(text => text.place > 0)
                .GroupBy(text => text.place).OrderBy(same => same.Key)
                .Select(same => string.Join(" = ", same.Select(text => (text.at + 1).ToString(CultureInfo.InvariantCulture))))),
        };
    }

    private static JudgementRecord RecordOf(NotebookState state, Judgement judgement, Func<PersonId, string> nameOf)
    {
        BranchTree tree = ((WriteCell)state.Cells[judgement.Text]).Tree;
        return new JudgementRecord(
            judgement.Id.Value.ToString(),
            judgement.At,
            judgement.By.Value,
            nameOf(judgement.By),
            NameOf(judgement.Protocol),
            VerdictOf(judgement.Protocol, judgement.Values),
            judgement.Blind,
            judgement.Seed,
            judgement.Asked?.Value,
            judgement.Text.Value,
            PromptOf(tree, judgement.Shown[0]),
            [.. judgement.Shown.Select((branch, at) => TextOf(tree.Branches[branch], at, judgement.Values.ElementAtOrDefault(at) is var value and not 0 ? value : null))],
            judgement.Comment,
            [.. new[] { judgement.Given, judgement.Said }.Distinct()])
        {
            Repeats = judgement.Repeats?.Value.ToString(),
        };
    }

    private static IEnumerable<JudgementRecord> Thumbs(NotebookState state, Func<PersonId, string> nameOf, RateSettings? settings)
    {
        HashSet<BranchId>? asked = settings is null ? null : [.. RatingCandidates.Of(state, settings).SelectMany(group => group.Chosen).Select(branch => branch.Id)];
        return from cell in state.Order.Select(id => state.Cells[id]).OfType<WriteCell>()
               from branch in cell.Tree.Branches.Values.OrderBy(branch => branch.At).ThenBy(branch => branch.Id.Value)
               where asked is null || asked.Contains(branch.Id)
               from thumb in branch.Thumbs.OrderBy(thumb => thumb.Key.Value)
               select new JudgementRecord(
                   $"{branch.Id.Value}:{thumb.Key.Value}",
                   At: null,
                   thumb.Key.Value,
                   nameOf(thumb.Key),
                   NameOf(JudgementProtocol.Thumb),
                   VerdictOf(JudgementProtocol.Thumb, [(int)thumb.Value]),
                   Blind: false,
                   Seed: null,
                   Asked: null,
                   cell.Id.Value,
                   PromptOf(cell.Tree, branch.Id),
                   [TextOf(branch, 0, (int)thumb.Value)],
                   Comment: null,
                   Events: []);
    }

    private static JudgedText TextOf(Branch branch, int at, int? value) =>
        new(branch.Id.Value, at + 1, value, branch.Kind.ToString().ToLowerInvariant(), branch.Text);

    private static string PromptOf(BranchTree tree, BranchId branch) =>
        tree.Branches[branch].Parent is { } parent ? tree.TextOf(parent) : "";

    private static string NameOf(JudgementProtocol protocol) => protocol.ToString().ToLowerInvariant();
}
