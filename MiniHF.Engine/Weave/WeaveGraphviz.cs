using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MiniHF.Engine.Weave;

/// <summary>
/// A search's tree in the language of Graphviz, drawn as the original draws it: left to right; a node shows its score large and
/// its log-probability small; blue is committed to, red is the result, grey is pruned.
/// </summary>
public static class WeaveGraphviz
{
    private const int LongestText = 60;

    public static string Write(WeaveSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        ImmutableHashSet<int> result = [.. search.Result];
        StringBuilder dot = new();
        dot.Append("digraph weave {\n    rankdir=LR;\n    node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\"];\n");
        foreach (WeaveNode node in search.Nodes)
        {
            string colour = result.Contains(node.Id) ? "red" : node.IsCommitted ? "blue" : "black";
            dot.Append(CultureInfo.InvariantCulture, $"    n{node.Id} [label=<{Number(node.Score)}<BR/><FONT POINT-SIZE=\"9\">{Number(node.Phi)}</FONT>>, tooltip=\"{Escape(node.Text)}\", color={colour}, fillcolor={(node.IsPruned ? "lightgrey" : "white")}];\n");
            if (node.ParentId is int parent)
            {
                dot.Append(CultureInfo.InvariantCulture, $"    n{parent} -> n{node.Id} [color={colour}];\n");
            }
        }

        return dot.Append("}\n").ToString();
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : "&#8211;";

    /// <summary>The beginning of a text as a quoted string may hold it.</summary>
    private static string Escape(string text)
    {
        // Not through the middle of a surrogate pair: the file must be UTF-8.
        int length = Math.Min(text.Length, LongestText);
        length -= length < text.Length && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        string shown = text.Length > length ? $"{text[..length]}…" : text;
        StringBuilder escaped = new(shown.Length);
        foreach (char c in shown)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\n' => escaped.Append("\\n"),
                _ when char.IsControl(c) => escaped.Append(' '),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
