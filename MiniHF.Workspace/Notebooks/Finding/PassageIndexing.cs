using Npgsql;

namespace MiniHF.Workspace.Notebooks.Finding;

/// <summary>At the start: makes searchable what an older build wrote.</summary>
internal sealed class PassageIndexing(PassageProjection projection, NpgsqlDataSource dataSource, ILogger<PassageIndexing> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await projection.MakeMissingAsync(dataSource, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // What is missing is made with the next change of each notebook, or at the next start.
            Log.IndexingFailed(logger, e);
        }
        catch (OperationCanceledException)
        {
            // Goes on at the next start.
        }
    }
}
