using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>What has to be the same in all processes of a run. Paths may differ: the files are compared, not where they lie.</summary>
internal sealed record SharedRun(string Recipe, string Model, string Data)
{
    /// <exception cref="UserFacingException">One of the processes was started for another run; in each of them, so that all end.</exception>
    public static void Check(TrainingGroup group, TrainingJob job, TrainingModel model, DataManifest manifest)
    {
        if (group.IsAlone)
        {
            return;
        }

        SharedRun here = new(
            JsonSerializer.Serialize(job.Recipe),
            $"{model.Directory.ComputeHash()}+{job.Engine.WeightQuantization}",
            Hash(manifest.Sources.Select(source => FormattableString.Invariant($"{source.Role} {source.Sha256} {source.Weight} {source.Items}"))));
        SharedRun first = group.TakeFirst(here);
        string? difference = here.Recipe != first.Recipe ? "other settings" : here.Model != first.Model ? "another model" : here.Data != first.Data ? "other data" : null;
        if (group.Any(difference is not null))
        {
            throw new UserFacingException(difference is null
                ? "Another process of this run was started with something else, as it says: start all of them with the same options, model and data."
                : FormattableString.Invariant($"Process {group.Rank} was started with {difference} than the first one: start all of them with the same options, model and data."));
        }
    }

    private static string Hash(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
