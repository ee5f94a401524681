using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary>What a request took of the model, as <c>--json</c> prints it.</summary>
/// <param name="TokensComputed">Tokens that went through the model.</param>
/// <param name="TokensReused">Tokens of the prompt that had been computed before.</param>
/// <param name="PromptSeconds">From the request until its prompt was read.</param>
/// <param name="FirstTokenSeconds">From the request until its first token; null where none was drawn.</param>
internal sealed record CostReport(long TokensComputed, long TokensReused, double PromptSeconds, double? FirstTokenSeconds)
{
    public static CostReport Of(RequestCost cost) => new(
        cost.Computed, cost.Reused, cost.Prompt.TotalSeconds, cost.FirstToken == TimeSpan.Zero ? null : cost.FirstToken.TotalSeconds);
}
