using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Models;
using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Generation;

/// <summary>A model in this process that continues text: the engine's token ids, with the model's tokenizer around them.</summary>
public sealed class TextGenerator : ITextGenerator, IAdapterHost
{
    private readonly CausalLM _model;
    private readonly Tokenizer? _tokenizer;
    private readonly AdapterSet _adapters = new();

    private TextGenerator(CausalLM model, Tokenizer? tokenizer, ModelDescription description, EngineOptions options)
    {
        _model = model;
        _tokenizer = tokenizer;
        Model = description;
        Engine = new GenerationEngine(model, options);
    }

    public ModelDescription Model { get; }

    /// <summary>What runs the model.</summary>
    public GenerationEngine Engine { get; }

    /// <summary>The model itself, for making adapters for it and training them. It lives as long as this; what changes its weights must not run beside it.</summary>
    public CausalLM Base => _model;

    public IReadOnlyList<AdapterDescription> Adapters => _adapters.List();

    /// <summary>The model's tokenizer, or null where its directory has none.</summary>
    public Tokenizer? Tokenizer => _tokenizer;

    /// <summary>Loads a model directory.</summary>
    /// <exception cref="UserFacingException">It is no model that can be run; names the file and the reason.</exception>
    public static Task<TextGenerator> LoadAsync(string directory, EngineOptions options, CancellationToken ct) =>
        Task.Run(() => Load(ModelDirectory.Open(directory), options), ct);

    /// <summary>Loads a model directory on the calling thread.</summary>
    /// <exception cref="UserFacingException">Its weights or its tokenizer cannot be used; names the file and the reason.</exception>
    public static TextGenerator Load(ModelDirectory directory, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        Tokenizer? tokenizer = directory.TokenizerFile is { } file ? Tokenizer.Load(file) : null;
        CausalLM model = ModelLoader.Load(directory, options);
        ModelDescription description = new(
            directory.Name, directory.Path, model.ParameterCount, model.Config.ContextLength,
            options.WeightQuantization == WeightQuantization.None ? directory.ComputeHash() : $"{directory.ComputeHash()}+{options.Quantization}")
        {
            Quantization = options.Quantization,
            ComputeType = model.ComputeType.ToString(),
            Device = model.Device.ToString(),
            WeightBytes = model.WeightBytes,
        };
        return new TextGenerator(model, tokenizer, description, options);
    }

    public Task<AdapterDescription> LoadAdapterAsync(string directory, string name, CancellationToken ct) =>
        Task.Run(() => LoadAdapter(directory, name), ct);

    /// <summary>Takes over an adapter that is in memory already.</summary>
    public AdapterDescription AddAdapter(string name, LoraAdapter adapter) => _adapters.Add(name, adapter);

    public bool UnloadAdapter(string nameOrId) => _adapters.Remove(nameOrId);

    /// <summary>Keeps an adapter until the lease is disposed; null for none.</summary>
    /// <param name="nameOrId">Empty for none.</param>
    /// <exception cref="UserFacingException">No adapter of that name or id is loaded.</exception>
    public AdapterLease? LeaseAdapter(string nameOrId)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return nameOrId.Length == 0 ? null : _adapters.Lease(nameOrId);
    }

    public int CountTokens(string text) => Required().CountTokens(text, addSpecialTokens: true);

    public IReadOnlyList<string> TextsOf(IReadOnlyList<int> tokenIds) => Required().TextsOf(tokenIds);

    public string TextAfter(string prompt, IReadOnlyList<int> tokenIds)
    {
        ArgumentNullException.ThrowIfNull(tokenIds);
        Tokenizer tokenizer = Required();
        IncrementalDecoder decoder = tokenizer.CreateDecoder(tokenizer.EncodeToIds(prompt, addSpecialTokens: true), skipSpecialTokens: true);
        return string.Concat(Checked(tokenIds).Select(decoder.Append));
    }

    public async IAsyncEnumerable<GeneratedPiece> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        int[] prompt = Prompt(request, out int maxTokens);
        int[] indices = [.. request.Indices ?? Enumerable.Range(0, request.Count)];
        IReadOnlyList<EngineContinuation> continuations =
            [.. indices.Select((index, slot) => new EngineContinuation(index, request.Resumed.Count == 0 ? [] : Checked(request.Resumed[slot])))];
        Channel<GeneratedPiece> pieces = Channel.CreateUnbounded<GeneratedPiece>(new UnboundedChannelOptions { SingleReader = true });
        ContinuationWriter[] writers =
            [.. continuations.Select(continuation => new ContinuationWriter(continuation, _tokenizer, prompt, request, pieces.Writer))];
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Engine.SubmitAsync(
            new EngineRequest
            {
                PromptIds = prompt,
                Continuations = continuations,
                Sampling = request.Sampling,
                MaxTokens = maxTokens,
                MinTokens = request.MinTokens,
                Seed = request.Seed,
                TopAlternatives = request.TopAlternatives,
                Adapter = LeaseAdapter(request.Adapter),
                Sink = new PieceSink(writers, pieces.Writer),
            },
            leaving.Token).ConfigureAwait(false);
        try
        {
            await foreach (GeneratedPiece piece in pieces.Reader.ReadAllAsync(ct).ConfigureAwait(false))
            {
                yield return piece;
            }
        }
        finally
        {
            // A reader that leaves early must not keep the engine at work.
            await leaving.CancelAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync().ConfigureAwait(false);
        _adapters.Dispose();
        _model.Dispose();
    }

    private AdapterDescription LoadAdapter(string directory, string name)
    {
        LoraAdapter adapter = LoraAdapter.Load(directory, _model);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        return _adapters.Add(name.Length == 0 ? Path.GetFileName(full) : name, adapter, full);
    }

    /// <summary>The prompt's ids, cut where the request allows it, and the most tokens there is room for after them.</summary>
    private int[] Prompt(GenerationRequest request, out int maxTokens)
    {
        int context = Model.ContextLength;
        int[] ids = request.PromptIds is { } given ? Checked(given) : Required().EncodeToIds(request.Prompt, addSpecialTokens: true);
        if (ids.Length == 0)
        {
            throw new UserFacingException("The prompt is empty: give the text to continue.");
        }

        int room = Math.Max(context - request.MaxTokens, context / 2);
        if (request.Truncation == PromptTruncation.Left && ids.Length > room)
        {
            // A leading control token (LLaMA's <s>) is no part of the story: models depend on it.
            bool keepsFirst = _tokenizer?.IsSpecial(ids[0]) == true;
            ids = keepsFirst ? [ids[0], .. ids[^(room - 1)..]] : ids[^room..];
        }

        if (ids.Length >= context)
        {
            throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture,
                $"The prompt is {ids.Length:N0} tokens; the model's context is {context:N0}, of which a continuation needs at least one: shorten the prompt or use a model with a longer context."));
        }

        maxTokens = Math.Min(request.MaxTokens, context - ids.Length);
        return ids;
    }

    private int[] Checked(IReadOnlyList<int> ids)
    {
        int size = _model.Config.VocabularySize;
        return ids.All(id => id >= 0 && id < size)
            ? [.. ids]
            : throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture, $"{ids.First(id => id < 0 || id >= size)} is no token of this model: its ids run from 0 to {size - 1}."));
    }

    private Tokenizer Required() =>
        _tokenizer ?? throw new UserFacingException($"{Model.Source} has no tokenizer.json: give the prompt as token ids, or add the file.");
}
