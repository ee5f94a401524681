using System.Security.Cryptography;

namespace MiniHF.Engine.Training;

/// <summary>AdamW over everything that is tuned. Norms and biases are not decayed: they have no length to keep small.</summary>
internal sealed class ModelOptimizer : IDisposable
{
    private readonly (string[] Names, AdamWOptimizer Optimizer)[] _groups;
    private readonly Tensor[] _parameters;

    public ModelOptimizer(IReadOnlyDictionary<string, Tensor> trained, TrainingRecipe recipe)
    {
        // An order of its own, so that a checkpoint can be taken up whatever order names come in.
        KeyValuePair<string, Tensor>[] ordered = [.. trained.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)];
        _parameters = [.. ordered.Select(parameter => parameter.Value)];
        _groups =
        [
            .. ordered.GroupBy(parameter => parameter.Value.dim() > 1).Select(group => (
                group.Select(parameter => parameter.Key).ToArray(),
                optim.AdamW(
                    group.Select(parameter => parameter.Value), recipe.LearningRate, recipe.Beta1, recipe.Beta2, weight_decay: group.Key ? recipe.WeightDecay : 0))),
        ];
    }

    /// <summary>Numbers that are tuned.</summary>
    public long ParameterCount => _parameters.Sum(parameter => parameter.numel());

    /// <summary>What is tuned, in an order that only the names decide.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The optimizer's averages, in such an order too.</summary>
    public IEnumerable<Tensor> Averages => _groups.SelectMany(group => group.Optimizer.Averages.Concat(group.Optimizer.SquareAverages));

    /// <summary>Takes a step with the gradients of all processes, shortened to a length, and lets them go.</summary>
    /// <returns>Their length before.</returns>
    public double Step(int step, double learningRate, double clipNorm, TrainingGroup group)
    {
        group.SumGradients(_parameters);
        double norm = nn.utils.clip_grad_norm_(_parameters, clipNorm > 0 ? clipNorm : double.MaxValue);
        if (double.IsFinite(norm))
        {
            foreach ((_, AdamWOptimizer optimizer) in _groups)
            {
                optimizer.LearningRate = learningRate;
                optimizer.StepCount = step - 1;
                optimizer.step();
            }
        }

        ZeroGradients();
        return norm;
    }

    /// <summary>SHA-256 over what is tuned, bit by bit, as lower-case hexadecimal.</summary>
    public string HashParameters()
    {
        using DisposeScope scope = NewDisposeScope();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor parameter in _parameters)
        {
            hash.AppendData(parameter.detach().contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void ZeroGradients()
    {
        foreach ((_, AdamWOptimizer optimizer) in _groups)
        {
            optimizer.zero_grad();
        }
    }

    public void Save(string file)
    {
        List<KeyValuePair<string, Tensor>> tensors = [];
        foreach ((string[] names, AdamWOptimizer optimizer) in _groups)
        {
            for (int i = 0; i < names.Length; i++)
            {
                tensors.Add(KeyValuePair.Create($"average.{names[i]}", optimizer.Averages[i]));
                tensors.Add(KeyValuePair.Create($"square.{names[i]}", optimizer.SquareAverages[i]));
            }
        }

        SafeTensorsFile.Write(file, tensors);
    }

    public void Load(string file)
    {
        using SafeTensorsFile stored = SafeTensorsFile.Open(file);
        foreach ((string[] names, AdamWOptimizer optimizer) in _groups)
        {
            for (int i = 0; i < names.Length; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.Averages[i].copy_(stored.Tensor($"average.{names[i]}"));
                optimizer.SquareAverages[i].copy_(stored.Tensor($"square.{names[i]}"));
            }
        }
    }

    public void Dispose()
    {
        foreach ((_, AdamWOptimizer optimizer) in _groups)
        {
            optimizer.Dispose();
        }
    }
}
