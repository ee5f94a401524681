using System.Globalization;
using System.Security.Cryptography;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Tests.Notebooks.History;

/// <summary>The fold at each position is the same bytes, however it was reached.</summary>
public sealed class CanonicalFoldTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Fold_AtEachPosition_FromAnySnapshotBefore_IsTheSameBytes(int seed)
    {
        NotebookScript script = Told(seed);
        byte[][] hashes = Hashes(script);

        for (int from = 0; from < script.History.Count; from += 37)
        {
            NotebookState state = NotebookSnapshot.Read(NotebookSnapshot.Write(Fold(script.History.Take(from))));
            for (int at = from; at < script.History.Count; at++)
            {
                state = NotebookFold.Evolve(state, script.History[at].Happened, script.History[at].Origin);
                Assert.Equal(hashes[at], Hash(state));
            }
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Fold_AtEachPosition_UnderAnyCulture_IsTheSameBytes(string culture)
    {
        byte[][] expected = Hashes(Told(13));
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(expected, Hashes(Told(13)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Fold_OfSearches_FromAnySnapshotBefore_IsTheSameBytes()
    {
        SearchScript search = new();
        SearchId first = search.Start();
        search.Advance(first);
        search.Advance(first);
        search.Script.Do(new MiniHF.Workspace.Notebooks.Commands.RateSearchNode(first, 1, Thumb.Up) { By = NotebookScript.Ben });
        search.Script.Do(new MiniHF.Workspace.Notebooks.Commands.RateSearchNode(first, 1, Thumb.Down) { By = NotebookScript.Ada });
        search.RunToEnd(first);
        byte[] whole = NotebookSnapshot.Write(search.State);

        for (int from = 0; from < search.Script.History.Count; from++)
        {
            NotebookState state = NotebookSnapshot.Read(NotebookSnapshot.Write(Fold(search.Script.History.Take(from))));
            Assert.Equal(whole, NotebookSnapshot.Write(search.Script.History.Skip(from).Aggregate(state, (at, entry) => NotebookFold.Evolve(at, entry.Happened, entry.Origin))));
        }
    }

    private static NotebookScript Told(int seed)
    {
        NotebookScript script = new();
        RandomWriter writer = new(script, seed);
        for (int i = 0; i < 150; i++)
        {
            writer.Step(writer.Person());
        }

        return script;
    }

    private static byte[][] Hashes(NotebookScript script)
    {
        NotebookState state = NotebookState.Empty;
        return [.. script.History.Select(entry => Hash(state = NotebookFold.Evolve(state, entry.Happened, entry.Origin)))];
    }

    private static NotebookState Fold(IEnumerable<(NotebookEvent Happened, EventOrigin Origin)> history) => NotebookJson.Refold(history);

    private static byte[] Hash(NotebookState state) => SHA256.HashData(NotebookSnapshot.Write(state));
}
