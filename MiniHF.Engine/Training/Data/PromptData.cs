using MiniHF.Engine.Datasets;

namespace MiniHF.Engine.Training;

/// <summary>The prompts a run draws from, and those it is measured on.</summary>
internal sealed record PromptData(IReadOnlyList<Prompt> Prompts, IReadOnlyList<Prompt> HeldOut, DataManifest Manifest)
{
    /// <summary>Of a whole text only its beginning is a prompt.</summary>
    private const int MostTextTokens = 64;

    public static PromptData Read(TrainingJob job, TrainingModel model, RewardSettings settings, CancellationToken ct)
    {
        if (job.Data.Count == 0)
        {
            throw new UserFacingException("There are no prompts to sample from: name at least one file.");
        }

        int room = Math.Min(job.Recipe.ContextLength, model.ContextLength) - settings.Length;
        if (room < 1)
        {
            throw new UserFacingException(FormattableString.Invariant(
                $"Samples of {settings.Length} tokens leave no room for a prompt in a context of {Math.Min(job.Recipe.ContextLength, model.ContextLength)}: make them shorter."));
        }

        List<DataManifestSource> sources = [];
        Prompt[] Take(DataSource source, string role)
        {
            DataFile file = DataFileReader.Read(source, ct);
            Prompt[] read = [.. file.Items.Select(Encode).OfType<Prompt>()];
            sources.Add(file.ToManifest(role) with { Items = read.Length });
            return [.. SequenceData.Weighted(read, source.Weight, job.Recipe.Seed)];
        }

        Prompt[] all = [.. job.Data.SelectMany(source => Take(source, "train"))];
        Prompt[] heldOut = [.. job.HeldOut.SelectMany(source => Take(source, "held-out")).Take(settings.HeldOutPrompts)];
        if (all.Length == 0)
        {
            throw new UserFacingException($"There is no prompt in {string.Join(", ", job.Data.Select(source => source.Path))}.");
        }

        if (heldOut.Length == 0)
        {
            // A few prompts are better measured on as well than not measured on at all.
            int[] order = DataOrder.Shuffled(all.Length, job.Recipe.Seed, 4);
            heldOut = [.. order.Take(Math.Max(1, Math.Min(settings.HeldOutPrompts, all.Length / 2))).Select(index => all[index])];
            Prompt[] rest = [.. all.Except(heldOut)];
            all = rest.Length > 0 ? rest : all;
        }

        DataManifest manifest = new(
            sources, all.Length, all.Sum(prompt => (long)prompt.Ids.Length), heldOut.Length,
            [.. all.SelectMany(prompt => prompt.EventIds).Distinct(StringComparer.Ordinal)]);
        return new PromptData(all, heldOut, manifest);

        Prompt? Encode(DataItem item)
        {
            (string? text, int most) = item switch
            {
                PromptItem prompt => (prompt.Prompt, room),
                RatedItem rated => (rated.Prompt, room),
                PreferenceItem preference => (preference.Prompt, room),
                ExampleItem example => (example.Inputs, room),
                TextItem whole => (whole.Text, Math.Min(room, MostTextTokens)),
                _ => ((string?)null, room),
            };
            if (string.IsNullOrEmpty(text))
            {
                return null;
            }

            int[] ids = model.Tokenizer.EncodeToIds(text, addSpecialTokens: true);
            ids = ids.Length <= most ? ids : item is TextItem ? ids[..most] : ids[^most..];
            return new Prompt(item is TextItem ? model.Tokenizer.Decode(ids, skipSpecialTokens: true) : text, ids, item.EventIds);
        }
    }
}
