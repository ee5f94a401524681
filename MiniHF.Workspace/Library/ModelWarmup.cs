using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Library;

/// <summary>Loads the default model behind the first page and has it write one token, so that the first growth is quick.</summary>
internal sealed class ModelWarmup(ModelLibrary models, ILogger<ModelWarmup> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await models.LoadListAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Listening comes first.
        await Task.Yield();
        try
        {
            ITextGenerator generator = await models.LoadAsync("", stoppingToken).ConfigureAwait(false);
            GenerationRequest request = new() { Prompt = "Once upon a time", Count = 4, MaxTokens = 2 };
            await foreach (GeneratedPiece _ in generator.GenerateAsync(request, stoppingToken).ConfigureAwait(false))
            {
                // Its text is for nobody.
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was warm.
        }
        catch (Exception e)
        {
            // The library shows the reason, and whoever grows gets it too.
            Log.WarmupFailed(logger, e);
        }
    }
}
