namespace MiniHF.Engine.Training;

/// <summary>A sample: its tokens, and the log-probability the model gave each as it drew it.</summary>
internal sealed record DrawnText(int[] Prompt, int[] Ids, double[] LogProbabilities)
{
    /// <summary>As a text of which the drawn part is to be predicted.</summary>
    public TrainingSequence ToSequence() => new([.. Prompt, .. Ids], Prompt.Length);
}
