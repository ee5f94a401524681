using System.Globalization;
using System.Text;
using MiniHF.Engine.Weave.Replay;

namespace MiniHF.Workspace.Commands;

/// <summary>A search's nodes as lines: the tree's shape at the left, then numbers, then text.</summary>
internal static class WeaveTable
{
    private const int TextWidth = 48;

    public static string Write(WeaveReport report)
    {
        StringBuilder table = new();
        table.AppendLine("  id parent depth      score      logit     gumbel        phi      g_phi  state      text");
        HashSet<int> result = [.. report.ResultIds];
        foreach (WeaveNodeJson node in report.Nodes)
        {
            string state = result.Contains(node.Id) ? "result" : node.Committed ? "committed" : node.Pruned ? "pruned" : "";
            string parent = node.Parent?.ToString(CultureInfo.InvariantCulture) ?? "-";
            table.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{node.Id,4} {parent,6} {node.Depth,5} {node.Score,10:0.0000} {node.Logit,10:0.0000} {node.Gumbel,10:0.0000} {node.Phi,10:0.0000} {node.GumbelPhi,10:0.0000}  {state,-9}  {OneLine(node.Text)}"));
        }

        return table.ToString();
    }

    private static string OneLine(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= TextWidth ? line : $"{line[..TextWidth]}…";
    }
}
