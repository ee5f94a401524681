using System.CommandLine;
using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Commands;

/// <content>The options, and what they mean together.</content>
internal static partial class WeaveCommand
{
    private const string BestOfN = "best-of-n";
    private const string Sample = "sample";

    private static readonly WeaveParameters s_defaults = WeaveParameters.Server;

    private static readonly Option<string?> s_prompt = new("--prompt", "-p") { HelpName = "T|@FILE", Description = "The text to continue, or @FILE to read it from a file (UTF-8)." };
    private static readonly Option<string> s_method = Choice("--method", "How to search; the others write as many tokens in whole texts, and take the best or the first.", "weave", BestOfN, Sample);
    private static readonly Option<string> s_preset = Choice("--preset", "Parameters the options below change: those of the original's server, of its command line, of its search by several questions, or of its first version.", [.. WeaveParameters.Presets.Keys]);
    private static readonly Option<int?> s_tokens = new("--tokens") { HelpName = "N", Description = $"Tokens of a node ({s_defaults.Tokens})." };
    private static readonly Option<int?> s_budget = new("--budget") { HelpName = "N", Description = $"Nodes the whole search may make ({s_defaults.Budget})." };
    private static readonly Option<int?> s_roundBudget = new("--round-budget") { HelpName = "N", Description = $"Nodes of a round, after which the search commits ({s_defaults.RoundBudget})." };
    private static readonly Option<int?> s_expand = new("--expand") { HelpName = "N", Description = $"Continuations grown from a node at once ({s_defaults.Expand})." };
    private static readonly Option<int?> s_beam = new("--beam") { HelpName = "N", Description = $"Nodes committed to after a round ({s_defaults.BeamWidth})." };
    private static readonly Option<int?> s_lookahead = new("--lookahead") { HelpName = "N", Description = $"Levels below the beam a round may look ({s_defaults.MaxLookahead})." };
    private static readonly Option<double?> s_temperature = new("--temperature") { HelpName = "T", Description = "Divides the scores: near 0 the best branches are followed, higher the search wanders (0.25)." };
    private static readonly Option<string> s_result = Choice("--result", "Take a sampled leaf, as the original does, or the best-scored one.", "sampled", "best");
    private static readonly Option<bool> s_allowEnd = new("--allow-end") { Description = "Let the model end a text before a node is full." };
    private static readonly Option<string?> s_model = new("--model") { HelpName = "M", Description = "A model directory; without it the one in the settings, or the embedded one." };
    private static readonly Option<string?> s_evaluator = new("--evaluator") { HelpName = "M", Description = "The model directory of the evaluator; without it, the model that writes." };
    private static readonly Option<string?> s_adapter = AdapterArgument.Create("--adapter", "A LoRA adapter for the model that writes, in PEFT's layout.");
    private static readonly Option<string?> s_evaluatorAdapter = AdapterArgument.CreateJudge("--evaluator-adapter", "A LoRA adapter for the evaluator, which may be the same model.");
    private static readonly Option<long?> s_seed = new("--seed") { HelpName = "S", Description = "The same seed gives the same search; without it a fresh one is drawn and shown." };
    private static readonly Option<string?> s_replay = new("--replay") { HelpName = "FILE", Description = "Run a scripted or recorded search again, with no model, and show every node." };
    private static readonly Option<string?> s_dot = new("--dot") { HelpName = "FILE", Description = "Write the tree for Graphviz." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object and nothing else; --replay reads it again." };

    private static WeaveParameters ReadParameters(ParseResult parsed)
    {
        WeaveParameters preset = WeaveParameters.Presets[parsed.GetValue(s_preset)!]; // has a default, and only known names are accepted
        WeaveParameters parameters = new(
            parsed.GetValue(s_tokens) ?? preset.Tokens,
            parsed.GetValue(s_budget) ?? preset.Budget,
            parsed.GetValue(s_roundBudget) ?? preset.RoundBudget,
            parsed.GetValue(s_expand) ?? preset.Expand,
            parsed.GetValue(s_beam) ?? preset.BeamWidth,
            parsed.GetValue(s_lookahead) ?? preset.MaxLookahead,
            parsed.GetValue(s_temperature) ?? preset.Temperature,
            parsed.GetValue(s_result) == "best" ? WeaveResultChoice.Best : WeaveResultChoice.Sampled,
            parsed.GetValue(s_allowEnd));
        return parsed.GetValue(s_method) switch
        {
            BestOfN => parameters.ToBestOfN(),
            Sample => parameters.ToSampling(),
            _ => parameters,
        };
    }

    /// <summary>An option with the first of its values as the default.</summary>
    private static Option<string> Choice(string name, string description, params string[] values)
    {
        Option<string> option = new(name) { HelpName = string.Join('|', values), Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
