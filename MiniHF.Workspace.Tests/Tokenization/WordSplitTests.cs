using System.Text.RegularExpressions;
using MiniHF.Engine.Tokenization;
using MiniHF.Engine.Tokenization.PreTokenization;

namespace MiniHF.Workspace.Tests.Tokenization;

/// <summary>The scanners written by hand cut exactly as the regular expressions they stand for.</summary>
public sealed class WordSplitTests
{
    public static TheoryData<string> Patterns => [Gpt2WordSplit.Pattern, Cl100kWordSplit.Llama3Pattern, Cl100kWordSplit.Qwen2Pattern];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Scanner_RandomTexts_CutsLikeItsPattern(string pattern)
    {
        PreTokenizerStep scanner = pattern switch
        {
            Gpt2WordSplit.Pattern => new Gpt2WordSplit(),
            Cl100kWordSplit.Llama3Pattern => new Cl100kWordSplit(longestNumber: 3),
            _ => new Cl100kWordSplit(longestNumber: 1),
        };
        Regex regex = new CodePointRegex(pattern).Pattern;
        RandomTexts texts = new(seed: 7);
        for (int round = 0; round < 3000; round++)
        {
            string text = texts.WellFormed();
            string substituted = CodePointRegex.Substitute(text, out int[] offsets);
            string[] expected = [.. regex.Matches(substituted).Select(match => text[offsets[match.Index]..offsets[match.Index + match.Length]])];
            Collector pieces = new();
            scanner.Split(text, atStart: true, pieces);

            Assert.Equal(expected, pieces.Pieces);
        }
    }

    private sealed class Collector : PieceSink
    {
        public List<string> Pieces { get; } = [];

        public override void Accept(ReadOnlySpan<char> piece, bool atStart) => Pieces.Add(piece.ToString());
    }
}
