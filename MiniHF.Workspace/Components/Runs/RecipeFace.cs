using MiniHF.Engine.Training;
using MiniHF.Workspace.Runs.Data;

namespace MiniHF.Workspace.Components.Runs;

/// <summary>A recipe, as people choose it.</summary>
/// <param name="Name">The recipe's frozen name.</param>
/// <param name="Label">A short title.</param>
/// <param name="Does">What comes of it, in plain words.</param>
/// <param name="Needs">What data it needs, in plain words.</param>
/// <param name="Choices">Which parts of a notebook it can learn from, the usual one first.</param>
/// <param name="Sample">The shipped sample that fits; empty where none does.</param>
/// <param name="Create">The recipe with its defaults for the form.</param>
public sealed record RecipeFace(
    string Name, string Label, string Does, string Needs, IReadOnlyList<NotebookChoice> Choices, string Sample, Func<TrainingRecipe> Create)
{
    /// <summary>Whether samples are judged by a constitution.</summary>
    public bool Judges { get; init; }

    /// <summary>Whether plain texts are of use to it.</summary>
    public bool TakesTexts => Name is not ("sft-evaluator" or "dpo-generator");

    public static IReadOnlyList<RecipeFace> All { get; } =
    [
        new("sft-generator", "Write like this", "The generator learns to write like the texts you give it.", "A few dozen texts you like, or more.",
            [NotebookChoice.Liked, NotebookChoice.Paths], RunSamples.Tales, () => new GeneratorSftRecipe { Steps = 100, ContextLength = 512, CheckpointEvery = 20, SampleEvery = 10 }),
        new("sft-evaluator", "Judge like us", "The evaluator learns your taste, and searches follow it.", "Texts thumbed up and texts thumbed down, twenty of each or more.",
            [NotebookChoice.Rated], "", () => new EvaluatorSftRecipe { Epochs = 3, CheckpointEvery = 20, EvaluateEvery = 20, SampleEvery = 20 }),
        new("dpo-generator", "Prefer these", "The generator moves towards what you preferred and away from what you passed over.", "Pairs: thumbs on siblings, your edits, what you went on from.",
            [NotebookChoice.Preferences], "", () => new DpoRecipe { Epochs = 3, CheckpointEvery = 20, SampleEvery = 10 }),
        new("rlaif-generator", "Follow a constitution", "The generator writes, an evaluator judges by your principles, and it moves towards what was liked.", "A constitution, and beginnings to write from.",
            [NotebookChoice.Prompts], RunSamples.Prompts, () => new RlaifRecipe { Constitution = "" }) { Judges = true },
        new("grpo-generator", "Follow it in groups", "The same with several texts for each beginning, compared with each other: steadier, and slower.", "A constitution, and beginnings to write from.",
            [NotebookChoice.Prompts], RunSamples.Prompts, () => new GrpoRecipe { Constitution = "" }) { Judges = true },
        new("pretrain", "Train all weights", "Every weight of the model learns from plain text. The result is a model of its own.", "A lot of text, and time.",
            [NotebookChoice.Paths], RunSamples.Tales, () => new PretrainRecipe()),
    ];

    public static RecipeFace Of(string name) => All.FirstOrDefault(face => face.Name == name) ?? All[0];
}
