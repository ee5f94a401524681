using MiniHF.Engine.Tokenization;

namespace MiniHF.Engine.Evaluation;

/// <summary>The tokens that begin "yes" and "no" after a question, found by tokenising the words there.</summary>
/// <param name="Yes">Of yes, Yes and YES, without repetition.</param>
/// <param name="No">Of no, No and NO, without repetition.</param>
public sealed record AnswerTokens(IReadOnlyList<int> Yes, IReadOnlyList<int> No)
{
    /// <exception cref="UserFacingException">The tokenizer begins both words with one token.</exception>
    public static AnswerTokens Find(Tokenizer tokenizer, string suffix)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(suffix);
        AnswerTokens tokens = new(First("yes", "Yes", "YES"), First("no", "No", "NO"));
        return tokens.Yes.Intersect(tokens.No).Any()
            ? throw new UserFacingException("The model's tokenizer begins \"yes\" and \"no\" with the same token: its answers cannot be told apart. Use another evaluator.")
            : tokens;

        int[] First(params ReadOnlySpan<string> words)
        {
            int[] before = tokenizer.EncodeToIds(suffix, allowSpecial: true);
            List<int> first = [];
            foreach (string word in words)
            {
                int[] ids = tokenizer.EncodeToIds(suffix + word, allowSpecial: true);
                int shared = ids.AsSpan().CommonPrefixLength(before);
                first.Add(ids[Math.Min(shared, ids.Length - 1)]);
            }

            return [.. first.Distinct()];
        }
    }
}
