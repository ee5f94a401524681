namespace MiniHF.Engine.Models;

/// <summary>
/// The weights of a model directory, mapped into memory. Matrices stay as stored where they can be computed with (Float32 and
/// BFloat16), or are quantized as they are read; vectors, which are small, are brought to the type of the activations.
/// </summary>
public sealed class CheckpointParameters : ParameterSource, IDisposable
{
    private readonly ModelDirectory _directory;
    private readonly ScalarType _computeType;
    private readonly WeightQuantization _quantization;
    private readonly bool _converts;
    private readonly Dictionary<string, SafeTensorsFile> _files = new(StringComparer.Ordinal);

    /// <param name="device">Where the weights go; the CPU unless said.</param>
    /// <param name="converts">Whether matrices, too, are brought to the type of the activations: plain tensor operations take no others.</param>
    /// <exception cref="UserFacingException">A file of weights cannot be read.</exception>
    public CheckpointParameters(
        ModelDirectory directory, ScalarType computeType, WeightQuantization quantization = WeightQuantization.None, Device? device = null, bool converts = false)
        : base(device)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _directory = directory;
        _computeType = computeType;
        _quantization = quantization;
        _converts = converts;
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

    /// <summary>
    /// Where the blocks take 4 bits the embedding and the head keep 8: in 4 they alone cost the embedded model nearly 1 % of perplexity more.
    /// </summary>
    protected override Quantization? QuantizationOf(MatrixRole role) => _quantization switch
    {
        WeightQuantization.Int8 => Quantization.Int8,
        WeightQuantization.NF4 => role == MatrixRole.Layer ? Quantization.NormalFloat4 : Quantization.Int8,
        _ => null,
    };

    protected override QuantizedMatrix Quantize(string name, Tensor weight, Quantization kind)
    {
        try
        {
            return base.Quantize(name, weight, kind);
        }
        catch (TorchException e)
        {
            throw new UserFacingException($"{_directory.Path}: the weight {name} cannot be quantized: {e.Reason}.", e);
        }
    }

    protected override Tensor Create(string name, ParameterInitialization initialization, ReadOnlySpan<long> shape)
    {
        using DisposeScope scope = NewDisposeScope();
        (SafeTensorsFile file, name) = Locate(name);
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

        // A matrix that will be quantized is widened a few rows at a time then.
        if (shape.Length == 2 && _quantization != WeightQuantization.None)
        {
            return stored.MoveToOuterDisposeScope();
        }

        // Moved as it is stored, which is mostly the smaller form, and converted there.
        Tensor placed = stored.to(Device);
        bool isWidenedInPassing = shape.Length == 2 && stored.dtype == bfloat16 && !_converts;
        Tensor kept = isWidenedInPassing ? placed : placed.to(_computeType);
        // Vectors of their own let go of the file, whose matrices are not needed any more.
        return (_quantization != WeightQuantization.None && shape.Length == 1 ? kept.clone() : kept).MoveToOuterDisposeScope();
    }

    /// <summary>The file with a weight, and the name it has there: a model saved without its head has names without their prefix.</summary>
    private (SafeTensorsFile File, string Name) Locate(string name)
    {
        string prefix = _directory.Config.Names.Prefix;
        if (Find(name) is { } file)
        {
            return (file, name);
        }

        if (name.StartsWith(prefix, StringComparison.Ordinal) && Find(name[prefix.Length..]) is { } bare)
        {
            return (bare, name[prefix.Length..]);
        }

        throw new UserFacingException(_directory.Index is null
            ? $"{_files.Values.Single().Path}: the weight {name} is missing, which config.json asks for."
            : $"{_directory.Path}: the weight {name} is missing: the index or a shard is incomplete.");
    }

    private SafeTensorsFile? Find(string name)
    {
        SafeTensorsFile? file = _directory.Index is not { } index ? _files.Values.Single()
            : index.TryGetValue(name, out string? path) ? _files[path]
            : null;
        return file?.Contains(name) == true ? file : null;
    }
}
