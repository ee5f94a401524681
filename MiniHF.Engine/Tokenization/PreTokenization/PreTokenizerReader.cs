using System.Text;
using System.Text.Json;

namespace MiniHF.Engine.Tokenization.PreTokenization;

/// <summary>Reads the <c>pre_tokenizer</c> of a <c>tokenizer.json</c> as a list of steps.</summary>
internal static class PreTokenizerReader
{
    public static List<PreTokenizerStep> Read(JsonElement? preTokenizer)
    {
        List<PreTokenizerStep> steps = [];
        if (preTokenizer is JsonElement element)
        {
            Add(element, steps);
        }

        return steps;
    }

    private static void Add(JsonElement element, List<PreTokenizerStep> steps)
    {
        string type = element.RequiredString("type");
        switch (type)
        {
            case "Sequence":
                foreach (JsonElement inner in element.Items("pretokenizers"))
                {
                    Add(inner, steps);
                }

                break;
            case "ByteLevel":
                AddByteLevel(element, steps);
                break;
            case "Split":
                steps.Add(ReadSplit(element));
                break;
            case "Punctuation":
                steps.Add(new CharacterSplit(CharacterClasses.IsPunctuation, ReadBehavior(element, SplitBehavior.Isolated)));
                break;
            case "Digits":
                bool individual = element.Flag("individual_digits");
                steps.Add(new CharacterSplit(Rune.IsNumber, individual ? SplitBehavior.Isolated : SplitBehavior.Contiguous));
                break;
            case "Whitespace":
                // \w as Unicode's regular expressions mean it, written out: .NET's own leaves out some marks and letter numbers.
                const string Word = @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}";
                steps.Add(new RegexSplit(new CodePointRegex($@"[{Word}]+|[^{Word}\s]+"), SplitBehavior.Removed, invert: true));
                break;
            case "WhitespaceSplit":
                steps.Add(new CharacterSplit(Rune.IsWhiteSpace, SplitBehavior.Removed));
                break;
            case "BertPreTokenizer":
                steps.Add(new CharacterSplit(Rune.IsWhiteSpace, SplitBehavior.Removed));
                steps.Add(new CharacterSplit(CharacterClasses.IsPunctuation, SplitBehavior.Isolated));
                break;
            case "CharDelimiterSplit":
                steps.Add(new StringSplit(element.RequiredString("delimiter"), SplitBehavior.Removed, invert: false));
                break;
            case "Metaspace":
                steps.Add(new Metaspace(element.RequiredChar("replacement"), ReadPrependScheme(element), element.Flag("split", whenAbsent: true)));
                break;
            default:
                throw new TokenizerFormatException($"its pre-tokenizer \"{type}\" is not supported");
        }
    }

    internal static PrependScheme ReadPrependScheme(JsonElement element) => element.OptionalString("prepend_scheme") switch
    {
        "always" => PrependScheme.Always,
        "first" => PrependScheme.First,
        "never" => PrependScheme.Never,
        // Files older than prepend_scheme.
        null => element.Flag("add_prefix_space", whenAbsent: true) ? PrependScheme.Always : PrependScheme.Never,
        string other => throw new TokenizerFormatException($"\"prepend_scheme\" is \"{other}\"; always, first or never is meant"),
    };

    private static void AddByteLevel(JsonElement element, List<PreTokenizerStep> steps)
    {
        if (element.Flag("add_prefix_space", whenAbsent: true))
        {
            steps.Add(new PrefixSpace());
        }

        if (element.Flag("use_regex", whenAbsent: true))
        {
            steps.Add(new Gpt2WordSplit());
        }

        steps.Add(new ByteLevelMap());
    }

    private static PreTokenizerStep ReadSplit(JsonElement element)
    {
        JsonElement pattern = element.Required("pattern");
        SplitBehavior behavior = ReadBehavior(element, whenAbsent: null);
        bool invert = element.Flag("invert");
        if (pattern.OptionalString("String") is string delimiter)
        {
            return new StringSplit(delimiter, behavior, invert);
        }

        string regex = pattern.OptionalString("Regex")
            ?? throw new TokenizerFormatException("the \"pattern\" of a Split has neither \"String\" nor \"Regex\"");

        // The known patterns match every character, so keeping the matches alone is the same as cutting at them.
        bool keepsMatches = behavior == SplitBehavior.Isolated || (behavior == SplitBehavior.Removed && invert);
        return regex switch
        {
            Gpt2WordSplit.Pattern or Gpt2WordSplit.CompactPattern when keepsMatches => new Gpt2WordSplit(),
            Cl100kWordSplit.Llama3Pattern when keepsMatches => new Cl100kWordSplit(longestNumber: 3),
            Cl100kWordSplit.Qwen2Pattern when keepsMatches => new Cl100kWordSplit(longestNumber: 1),
            _ => new RegexSplit(new CodePointRegex(regex), behavior, invert),
        };
    }

    private static SplitBehavior ReadBehavior(JsonElement element, SplitBehavior? whenAbsent)
    {
        string? name = element.OptionalString("behavior");
        return Enum.TryParse(name, out SplitBehavior behavior) && Enum.IsDefined(behavior)
            ? behavior
            : name is null && whenAbsent is SplitBehavior fallback
                ? fallback
                : throw new TokenizerFormatException($"split behavior \"{name}\" is not known");
    }
}
