using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MiniHF.Workspace.Postgres;
using Npgsql;

namespace MiniHF.Workspace.Tests.Postgres;

/// <summary>The life of the embedded server, each test with a cluster of its own.</summary>
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minihf-life-").FullName;
    private EmbeddedPostgres _server = null!; // set by InitializeAsync before any test

    public Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        _server = Create();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Start_AfterServerWasKilled_RecoversWhatWasCommitted()
    {
        await _server.StartAsync(CancellationToken.None);
        await ExecuteAsync("create table kept (n int); insert into kept values (42)");
        using (Process process = Process.GetProcessById(ServerProcessId()))
        {
            process.Kill();
        }

        await RestartAsync();

        Assert.Equal(42, await QueryAsync("select n from kept"));
    }

    [Fact]
    public async Task Start_ServerLeftRunningByAKilledApp_IsTakenOver()
    {
        await _server.StartAsync(CancellationToken.None);
        int before = ServerProcessId();

        await RestartAsync();

        Assert.Equal(before, ServerProcessId());
        Assert.Equal(1, await QueryAsync("select 1"));
    }

    [Fact]
    public async Task Start_StalePidFileOfALivingStranger_IsSetAside()
    {
        await _server.StartAsync(CancellationToken.None);
        string pidFile = Path.Combine(_server.ClusterFolder!, "postmaster.pid");
        string text = await File.ReadAllTextAsync(pidFile);
        string left = ServerProcessId().ToString(CultureInfo.InvariantCulture);
        await _server.StopAsync(CancellationToken.None);
        await File.WriteAllTextAsync(pidFile, text.Replace(left, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        await RestartAsync();

        Assert.Equal(1, await QueryAsync("select 1"));
    }

    [Fact]
    public async Task Start_FolderInUse_NamesTheHolder()
    {
        await _server.StartAsync(CancellationToken.None);
        await using EmbeddedPostgres second = Create();

        EmbeddedPostgresException e = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => second.StartAsync(CancellationToken.None));

        Assert.Equal(
            $"The data folder {Data} is in use by another MiniHF (process {Environment.ProcessId}). Stop that one, or choose another folder with MINIHF_DATA.",
            e.Message);
    }

    [Fact]
    public async Task Start_ClusterOfAnotherMajorVersion_IsRefusedAndLeftAlone()
    {
        string other = Path.Combine(Data, "postgres", "8");
        Directory.CreateDirectory(other);
        await File.WriteAllTextAsync(Path.Combine(other, "PG_VERSION"), "8\n");

        EmbeddedPostgresException e = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => _server.StartAsync(CancellationToken.None));

        Assert.StartsWith("The data folder holds a database of PostgreSQL 8 ", e.Message, StringComparison.Ordinal);
        Assert.Equal([other], Directory.GetDirectories(Path.Combine(Data, "postgres")));
    }

    [Fact]
    public async Task Start_DataFolderIsAFile_SaysSoInOneLine()
    {
        await File.WriteAllTextAsync(Data, "");

        EmbeddedPostgresException e = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => _server.StartAsync(CancellationToken.None));

        Assert.StartsWith($"The data folder {Data} cannot be used: ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("could not write file: No space left on device", "is full")]
    [InlineData("could not create directory: Read-only file system", "is on a read-only disk")]
    [InlineData("could not open file: Permission denied", "may not be written")]
    public void DiskErrors_WhatTheServerSays_BecomesOneLine(string said, string told)
    {
        Assert.Contains(told, DiskErrors.Explain("/data", said)!.Message, StringComparison.Ordinal);
    }

    private string Data => Path.Combine(_folder, "data");

    private EmbeddedPostgres Create() => new(
        new EmbeddedPostgresOptions { DataFolder = Data, RootFallbackFolder = Path.Combine(_folder, "cluster") },
        TimeProvider.System,
        NullLogger<EmbeddedPostgres>.Instance);

    /// <summary>As after <c>kill -9</c> of the app: the lock is gone, the server is not told anything.</summary>
    private async Task RestartAsync()
    {
        _server.FolderLock?.Dispose();
        _server = Create();
        await _server.StartAsync(CancellationToken.None);
    }

    private int ServerProcessId() => int.Parse(
        File.ReadLines(Path.Combine(_server.ClusterFolder!, "postmaster.pid")).First(), NumberStyles.None, CultureInfo.InvariantCulture);

    private async Task ExecuteAsync(string sql) => await QueryAsync(sql);

    private async Task<object?> QueryAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
