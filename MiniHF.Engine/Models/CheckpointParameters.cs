namespace MiniHF.Engine.Models;

/// <summary>
/// The weights of a model directory, mapped into memory. Matrices stay as stored where they can be computed with (Float32 and
/// BFloat16); vectors, which are small, are brought to the type of the activations.
/// </summary>
public sealed class CheckpointParameters : ParameterSource, IDisposable
{
    private readonly ModelDirectory _directory;
    private readonly ScalarType _computeType;
    private readonly Dictionary<string, SafeTensorsFile> _files = new(StringComparer.Ordinal);

    /// <exception cref="UserFacingException">A file of weights cannot be read.</exception>
    public CheckpointParameters(ModelDirectory directory, ScalarType computeType)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _directory = directory;
        _computeType = computeType;
        try
        {
            foreach (string file in directory.WeightFiles)
            {
                _files.Add(file, SafeTensorsFile.Open(file));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Closes the files; the weights handed out stay mapped.</summary>
    public void Dispose()
    {
        foreach (SafeTensorsFile file in _files.Values)
        {
            file.Dispose();
        }
    }

    protected override Tensor Create(string name, ParameterInitialization initialization, ReadOnlySpan<long> shape)
    {
        using DisposeScope scope = NewDisposeScope();
        SafeTensorsFile file = FileOf(name);
        Tensor stored = file.Tensor(name);
        if (!shape.SequenceEqual(stored.shape))
        {
            throw new UserFacingException(
                $"{file.Path}: {name} is of shape [{string.Join(", ", stored.shape)}], where config.json asks for [{string.Join(", ", shape.ToArray())}].");
        }

        if (stored.dtype is not (float32 or bfloat16 or float16))
        {
            throw new UserFacingException($"{file.Path}: {name} is of type {stored.dtype}; weights must be F32, F16 or BF16.");
        }

        bool isWidenedInPassing = shape.Length == 2 && stored.dtype == bfloat16;
        return (isWidenedInPassing ? stored : stored.to(_computeType)).MoveToOuterDisposeScope();
    }

    private SafeTensorsFile FileOf(string name)
    {
        if (_directory.Index is { } index)
        {
            return index.TryGetValue(name, out string? path) && _files[path].Contains(name)
                ? _files[path]
                : throw new UserFacingException($"{_directory.Path}: the weight {name} is missing: the index or a shard is incomplete.");
        }

        SafeTensorsFile only = _files.Values.Single();
        return only.Contains(name)
            ? only
            : throw new UserFacingException($"{only.Path}: the weight {name} is missing, which config.json asks for.");
    }
}
