using System.Threading.Channels;

namespace MiniHF.Engine.Generation;

/// <summary>Passes what the engine draws to each continuation's writer.</summary>
internal sealed class PieceSink(ContinuationWriter[] writers, ChannelWriter<GeneratedPiece> pieces) : IContinuationSink
{
    private RequestCost _cost;

    public void Spend(in RequestCost cost) => _cost = cost;

    public bool Accept(int slot, in DrawnToken drawn, FinishReason? finish) => writers[slot].Write(drawn, finish, _cost);

    public void End(int slot, FinishReason reason) => writers[slot].End(reason, _cost);

    public void Complete(Exception? error) => pieces.TryComplete(error);
}
