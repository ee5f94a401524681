using System.Buffers.Binary;
using MiniHF.Workspace.Runs.Metrics;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>
/// What a chart's script is sent, as bytes: the number of series, and for each its run, its metric, whether it replaces what was
/// sent before, its number of points, and the points, each a step, the least, the most and the mean.
/// </summary>
internal sealed class ChartFrame
{
    private const int PointBytes = 16;

    private readonly List<(int Run, int Metric, bool Replaces, MetricPoint[] Points)> _series = [];

    public bool IsEmpty => _series.Count == 0;

    public void Add(int run, int metric, bool replaces, MetricPoint[] points) => _series.Add((run, metric, replaces, points));

    public byte[] ToArray()
    {
        byte[] bytes = new byte[4 + _series.Sum(series => PointBytes + (series.Points.Length * PointBytes))];
        int at = 0;
        void Write(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
            at += sizeof(int);
        }

        void WriteSingle(float value)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
            at += sizeof(float);
        }

        Write(_series.Count);
        foreach ((int run, int metric, bool replaces, MetricPoint[] points) in _series)
        {
            Write(run);
            Write(metric);
            Write(replaces ? 1 : 0);
            Write(points.Length);
            foreach (MetricPoint point in points)
            {
                Write(point.Step);
                WriteSingle(point.Least);
                WriteSingle(point.Most);
                WriteSingle(point.Mean);
            }
        }

        return bytes;
    }
}
