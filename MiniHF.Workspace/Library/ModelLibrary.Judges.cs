using MiniHF.Engine.Generation;
using MiniHF.Engine.Models;
using MiniHF.Workspace.Accounts;

namespace MiniHF.Workspace.Library;

/// <content>Adapters that come with a model: they judge where nobody chose another, are on no list, and cannot be removed.</content>
public sealed partial class ModelLibrary
{
    /// <summary>Chosen to judge with, it means the model as it is, without the adapter that comes with it.</summary>
    public const string NoJudge = "none";

    /// <summary>The adapter that judges, by what was chosen.</summary>
    /// <param name="model">The model that judges; empty for the default.</param>
    /// <param name="chosen">Name of an adapter, <see cref="NoJudge"/>, or empty to leave it open.</param>
    /// <returns>Name of an adapter; empty for the model as it is.</returns>
    /// <exception cref="MiniHF.Engine.UserFacingException">No such model, or it cannot be loaded.</exception>
    public async Task<string> ResolveJudgeAsync(string model, string chosen, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        if (chosen.Length > 0)
        {
            return chosen == NoJudge ? "" : chosen;
        }

        LibraryModel judging = Find(model);
        return judging.Judge.Length > 0 && await judging.LoadAsync(ct).ConfigureAwait(false) is IAdapterHost ? judging.Judge : "";
    }

    /// <summary>The adapters that come with the models here.</summary>
    private List<LibraryAdapter> CreateJudges() =>
    [
        .. _models.Where(model => model.Judge.Length > 0).Select(model => CreateAdapter(
            new AdapterAdded(model.Judge, LanguageModels.EmbeddedJudge, model.Name, AdapterRole.Evaluator, "", null, PersonId.Workspace), isFromSettings: true)),
    ];
}
