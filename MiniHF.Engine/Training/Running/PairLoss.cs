namespace MiniHF.Engine.Training;

/// <summary>The gradient of DPO for batches of pairs: texts in the order chosen, rejected, chosen, rejected, …</summary>
internal static class PairLoss
{
    /// <summary>Log-probability of each text, by the model as it is tuned or as it was.</summary>
    public static double[] Sums(TrainingModel model, TrainingBatch batch, bool isTuned)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] all = model.LogProbabilities(batch, isTuned).data<float>().ToArray();
        double[] sums = new double[batch.TargetCounts.Count];
        int start = 0;
        for (int text = 0; text < sums.Length; start += batch.TargetCounts[text], text++)
        {
            sums[text] = all.Skip(start).Take(batch.TargetCounts[text]).Sum(value => (double)value);
        }

        return sums;
    }

    /// <summary>Adds the gradient of a part of a step.</summary>
    /// <param name="winRates">One a pair.</param>
    /// <param name="pairs">Pairs of the whole step.</param>
    /// <returns>What the part adds to the step's loss.</returns>
    public static double Backward(
        TrainingModel model, TrainingBatch batch, double[] winRates, int pairs, DpoRecipe recipe, Generator? dropout, PreferenceMetrics metrics)
    {
        double[] reference = Sums(model, batch, isTuned: false);
        return model.Backward(batch, Loss, dropout);

        Tensor Loss(Tensor logProbabilities)
        {
            List<Tensor> texts = [];
            int start = 0;
            foreach (int count in batch.TargetCounts)
            {
                texts.Add(logProbabilities.narrow(0, start, count).sum());
                start += count;
            }

            Tensor chosen = stack([.. texts.Where((_, index) => index % 2 == 0)]); // (B)
            Tensor rejected = stack([.. texts.Where((_, index) => index % 2 == 1)]);
            float[] model1 = chosen.detach().data<float>().ToArray();
            float[] model2 = rejected.detach().data<float>().ToArray();
            for (int pair = 0; pair < model1.Length; pair++)
            {
                metrics.Add(model1[pair], model2[pair], reference[2 * pair], reference[(2 * pair) + 1], recipe.Beta);
            }

            return Losses.DirectPreference(
                chosen, rejected, Every(reference, 0), Every(reference, 1), tensor([.. winRates.Select(rate => (float)rate)]), recipe.Beta, recipe.LabelSmoothing).sum() / pairs;
        }
    }

    private static Tensor Every(double[] values, int second) => tensor([.. values.Where((_, index) => index % 2 == second).Select(value => (float)value)]);
}
