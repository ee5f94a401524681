using System.Security.Cryptography;
using System.Text;

namespace MiniHF.Workspace.Runs.Metrics;

/// <summary>
/// What a trainer measured is in no event, so its rows are sealed as events are: each carries a hash over the seal of the row before and all that
/// the row says.
/// </summary>
internal static class MetricSeal
{
    /// <param name="previous">Of the row before; null for the first, and after rows of an older build, which have none.</param>
    public static byte[] Of(byte[]? previous, RunId run, long position, long fence, MetricRow row)
    {
        using MemoryStream bytes = new();
        using (BinaryWriter writer = new(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(previous ?? []);
            writer.Write(run.Value.ToByteArray(bigEndian: true));
            writer.Write(position);
            writer.Write(fence);
            writer.Write(row.Metric);
            writer.Write(row.FromStep);
            writer.Write(row.Steps.Length);
            Array.ForEach(row.Steps, writer.Write);
            Array.ForEach(row.Values, value => writer.Write(BitConverter.DoubleToInt64Bits(value)));
        }

        return SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
