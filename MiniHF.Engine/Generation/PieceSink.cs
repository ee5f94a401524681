using System.Threading.Channels;

namespace MiniHF.Engine.Generation;

/// <summary>Passes what the engine draws to each continuation's writer.</summary>
internal sealed class PieceSink(ContinuationWriter[] writers, ChannelWriter<GeneratedPiece> pieces) : IContinuationSink
{
    public bool Accept(int slot, in DrawnToken drawn, FinishReason? finish) => writers[slot].Write(drawn, finish);

    public void End(int slot, FinishReason reason) => writers[slot].End(reason);

    public void Complete(Exception? error) => pieces.TryComplete(error);
}
