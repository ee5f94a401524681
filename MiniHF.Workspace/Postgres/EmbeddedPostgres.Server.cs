using Npgsql;

namespace MiniHF.Workspace.Postgres;

/// <summary>The steps that touch the server process and the cluster's files.</summary>
public sealed partial class EmbeddedPostgres
{
    // Recovery after a crash may take its time; a start that hangs for longer is a fault.
    private const string StartSeconds = "600";
    private const string StopSeconds = "60";

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_orphanPatience = TimeSpan.FromSeconds(15);

    /// <summary>Made beside its place and moved there when complete: a start cut off half-way leaves no half cluster.</summary>
    private async Task MakeClusterAsync(ClusterLayout layout, CancellationToken ct)
    {
        foreach (string leftover in Directory.EnumerateDirectories(layout.Root, "new-*"))
        {
            Directory.Delete(leftover, recursive: true);
        }

        string making = Path.Combine(layout.Root, $"new-{Guid.NewGuid():N}");
        ProcessRunner.Result result = await ProcessRunner.RunAsync(
            _user.Wrap(
                layout.Binaries.Initdb, "-D", making, "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
                $"--username={Role}", "--auth-local=trust", "--auth-host=reject"),
            ct).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw DiskErrors.Explain(_options.DataFolder, result.Output)
                ?? new EmbeddedPostgresException($"No database could be made in {layout.Root}: {LastLine(result.Output)}");
        }

        Directory.Move(making, layout.Data);
        Log.ClusterMade(_logger, layout.Binaries.Major, layout.Data);
    }

    /// <summary>
    /// Deals with what an earlier start left. True when its server runs on and answers; false when there is none any more, and
    /// one must be started.
    /// </summary>
    private async Task<bool> AdoptAsync(ClusterLayout layout, CancellationToken ct)
    {
        while (PostmasterFile.Read(layout) is { } left)
        {
            if (!left.IsRunning(layout))
            {
                await SetAsideAsync(layout, ct).ConfigureAwait(false);
                return false;
            }

            if (left.Status == "ready")
            {
                if (left.SocketFolder == _sockets && await AnswersAsync(ct).ConfigureAwait(false))
                {
                    Log.Adopted(_logger, left.ProcessId, layout.Data);
                    return true;
                }

                Log.Restarting(_logger, left.ProcessId);
                ProcessRunner.Result result = await StopServerAsync(layout, ct).ConfigureAwait(false);
                if (result.ExitCode != 0 && left.IsRunning(layout))
                {
                    throw new EmbeddedPostgresException($"PostgreSQL process {left.ProcessId} of an earlier start neither answers nor stops. End it and start again.");
                }
            }

            await Task.Delay(s_poll, _time, ct).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>
    /// Removes the lock files of a server that is gone: its process number may belong to a stranger, or to a dead process nobody
    /// has buried, and Postgres would take either for the server. The data folder is locked, so nobody is starting one.
    /// </summary>
    private async Task SetAsideAsync(ClusterLayout layout, CancellationToken ct)
    {
        long began = _time.GetTimestamp();
        while (PostmasterFile.AnyProcess(layout))
        {
            if (_time.GetElapsedTime(began) > s_orphanPatience)
            {
                throw new EmbeddedPostgresException($"Processes of a killed PostgreSQL still work in {layout.Data}. End them and start again.");
            }

            await Task.Delay(s_poll, _time, ct).ConfigureAwait(false);
        }

        File.Delete(layout.PidFile);
        File.Delete(Path.Combine(_sockets, ".s.PGSQL.5432.lock"));
        File.Delete(Path.Combine(_sockets, ".s.PGSQL.5432"));
        Log.StalePidFile(_logger, layout.PidFile);
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await EnsureDatabaseAsync(ct).ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task StartServerAsync(ClusterLayout layout, CancellationToken ct)
    {
        RotateLog(layout);
        long began = _time.GetTimestamp();
        while (true)
        {
            long logged = File.Exists(layout.Log) ? new FileInfo(layout.Log).Length : 0;
            // pg_ctl puts the server into a session of its own: Ctrl+C in a terminal reaches the app alone.
            ProcessRunner.Result result = await ProcessRunner.RunAsync(
                _user.Wrap(layout.Binaries.PgCtl, "start", "-D", layout.Data, "-l", layout.Log, "-s", "-w", "-t", StartSeconds), ct).ConfigureAwait(false);
            if (result.ExitCode == 0)
            {
                return;
            }

            string said = ReadFrom(layout.Log, logged) + result.Output;
            // The last processes of a killed server need a moment to notice; until then its shared memory is in use.
            bool orphans = said.Contains("pre-existing shared memory block", StringComparison.Ordinal)
                || said.Contains("is still in use", StringComparison.Ordinal);
            if (!orphans || _time.GetElapsedTime(began) > s_orphanPatience)
            {
                throw DiskErrors.Explain(_options.DataFolder, said)
                    ?? new EmbeddedPostgresException($"PostgreSQL did not start: {Fatal(said)} The whole story is in {layout.Log}.");
            }

            await Task.Delay(s_poll, _time, ct).ConfigureAwait(false);
        }
    }

    private Task<ProcessRunner.Result> StopServerAsync(ClusterLayout layout, CancellationToken ct) => ProcessRunner.RunAsync(
        _user.Wrap(layout.Binaries.PgCtl, "stop", "-D", layout.Data, "-m", "fast", "-s", "-w", "-t", StopSeconds), ct);

    private static void RotateLog(ClusterLayout layout)
    {
        const long Largest = 10 * 1024 * 1024;
        FileInfo log = new(layout.Log);
        if (log.Exists && log.Length > Largest)
        {
            log.MoveTo(layout.Log + ".1", overwrite: true);
        }
    }

    private static string ReadFrom(string file, long position)
    {
        if (!File.Exists(file))
        {
            return "";
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Min(position, stream.Length);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The line that says why: <c>2026-11-22 10:32:14.344 UTC [42] FATAL:  could not …</c>.</summary>
    private static string Fatal(string log)
    {
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string line = lines.LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal))
            ?? lines.LastOrDefault()
            ?? "it gave no reason";
        int colon = line.IndexOf("FATAL:", StringComparison.Ordinal);
        return (colon >= 0 ? line[(colon + "FATAL:".Length)..].Trim() : line).TrimEnd('.') + ".";
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no reason given";
}
