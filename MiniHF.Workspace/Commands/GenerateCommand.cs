using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using MiniHF.Engine;
using MiniHF.Engine.Adapters;
using MiniHF.Engine.Generation;

namespace MiniHF.Workspace.Commands;

/// <summary><c>minihf generate</c>: continuations of a prompt, without the browser.</summary>
internal static class GenerateCommand
{
    private static readonly SamplingOptions s_defaults = new();

    private static readonly Option<string?> s_prompt = new("--prompt", "-p") { HelpName = "T|@FILE", Description = "The text to continue, or @FILE to read it from a file (UTF-8)." };
    private static readonly Option<string?> s_promptIds = new("--prompt-ids") { HelpName = "1,2,3", Description = "The prompt as token ids; needs no tokenizer." };
    private static readonly Option<int> s_count = new("-n") { HelpName = "N", Description = "Number of continuations.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> s_tokens = new("--tokens") { HelpName = "N", Description = "Most tokens of each.", DefaultValueFactory = _ => 64 };
    private static readonly Option<int> s_minTokens = new("--min-tokens") { HelpName = "N", Description = "The text does not end before so many tokens.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> s_model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
    private static readonly Option<string?> s_adapter = AdapterArgument.Create("--adapter", "A LoRA adapter for the model, in PEFT's layout.");
    private static readonly Option<double> s_temperature = new("--temperature") { HelpName = "T", Description = "Divides the logits; 0 is greedy.", DefaultValueFactory = _ => s_defaults.Temperature };
    private static readonly Option<int> s_topK = new("--top-k") { HelpName = "K", Description = "Keeps the K most probable tokens; 0 keeps all.", DefaultValueFactory = _ => s_defaults.TopK };
    private static readonly Option<double> s_topP = new("--top-p") { HelpName = "P", Description = "Keeps the fewest tokens whose probabilities reach P.", DefaultValueFactory = _ => s_defaults.TopP };
    private static readonly Option<double> s_minP = new("--min-p") { HelpName = "P", Description = "Keeps tokens at least P times as probable as the best.", DefaultValueFactory = _ => s_defaults.MinP };
    private static readonly Option<double> s_penalty = new("--repetition-penalty") { HelpName = "R", Description = "Makes tokens seen before less probable; 1 is off.", DefaultValueFactory = _ => s_defaults.RepetitionPenalty };
    private static readonly Option<long?> s_seed = new("--seed") { HelpName = "S", Description = "The same seed gives the same texts; without it a fresh one is drawn and shown." };
    private static readonly Option<int> s_logprobs = new("--logprobs") { HelpName = "K", Description = "Show each token's log-probability and the K most probable ones.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string[]> s_stop = new("--stop") { HelpName = "T", Description = "A text that ends a continuation; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object and nothing else." };

    public static Command Create()
    {
        Command command = new("generate", "Continue a text in several ways.")
        {
            s_prompt, s_promptIds, s_count, s_tokens, s_minTokens, s_model, EngineSettings.QuantizationOption, EngineSettings.DeviceOption, s_adapter, s_temperature, s_topK, s_topP, s_minP, s_penalty, s_seed, s_logprobs, s_stop, s_json,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(s_prompt) is null) == (result.GetValue(s_promptIds) is null))
            {
                result.AddError("generate takes --prompt T, --prompt @FILE or --prompt-ids, one of them.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        EngineOptions options = EngineSettings.Read(parsed);
        GenerationRequest request = await ReadRequestAsync(parsed, ct);
        request.Validate();
        await using TextGenerator generator = await TextGenerator.LoadAsync(parsed.GetValue(s_model) ?? options.ModelPath, options, ct);
        AdapterDescription? adapter = await AdapterArgument.LoadAsync(generator, parsed.GetValue(s_adapter), ct);
        request = request with { Adapter = adapter?.Name ?? "" };
        TextWriter output = parsed.InvocationConfiguration.Output;
        GenerateOutput shown = new(
            request, generator.Model.Name, AdapterArgument.ShortName(adapter), output, parsed.GetValue(s_json), parsed.GetResult(s_logprobs) is { Implicit: false });
        try
        {
            await foreach (GeneratedPiece piece in generator.GenerateAsync(request, ct))
            {
                await shown.AddAsync(piece);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C ends the work; what was written until then is still shown.
            await shown.FinishAsync();
            throw;
        }

        await shown.FinishAsync();
        return 0;
    }

    private static async Task<GenerationRequest> ReadRequestAsync(ParseResult parsed, CancellationToken ct) => new()
    {
        Prompt = await TextArgument.ReadAsync(parsed.GetValue(s_prompt) ?? "", ct),
        PromptIds = parsed.GetValue(s_promptIds) is { } ids ? ReadIds(ids) : null,
        Count = parsed.GetValue(s_count),
        MaxTokens = parsed.GetValue(s_tokens),
        MinTokens = parsed.GetValue(s_minTokens),
        Seed = parsed.GetValue(s_seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
        TopAlternatives = parsed.GetValue(s_logprobs),
        StopStrings = parsed.GetValue(s_stop) ?? [],
        Sampling = new SamplingOptions(
            parsed.GetValue(s_temperature), parsed.GetValue(s_topK), parsed.GetValue(s_topP), parsed.GetValue(s_minP), parsed.GetValue(s_penalty)),
    };

    private static int[] ReadIds(string list) =>
    [
        .. list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id =>
            int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new UserFacingException($"--prompt-ids: \"{id}\" is no token id; give whole numbers with commas between them.")),
    ];
}
