using System.Buffers;

namespace MiniHF.Engine.Tokenization;

/// <summary>Finds added tokens in a text, leftmost first and the longest of those that begin there.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<string> _contents;
    private readonly Node _root = new();

    private AddedTokenMatcher(IReadOnlyCollection<(string Content, AddedToken Token)> tokens)
    {
        _contents = SearchValues.Create([.. tokens.Select(token => token.Content)], StringComparison.Ordinal);
        foreach ((string content, AddedToken token) in tokens)
        {
            Node node = _root;
            foreach (char c in content)
            {
                node = node.Child(c);
            }

            node.Token ??= token;
        }
    }

    /// <summary>Null when there is nothing to look for, so that callers skip the search.</summary>
    public static AddedTokenMatcher? Create(IEnumerable<AddedToken> tokens, Func<string, string> contentOf)
    {
        (string Content, AddedToken Token)[] named = [.. tokens.Select(token => (contentOf(token.Content), token)).Where(token => token.Item1.Length > 0)];
        return named.Length == 0 ? null : new AddedTokenMatcher(named);
    }

    /// <summary>The next token at or after <paramref name="from"/>; its span covers the white space it swallows.</summary>
    public bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end, out int id)
    {
        int position = from;
        while (position < text.Length)
        {
            int found = text[position..].IndexOfAny(_contents);
            if (found < 0)
            {
                break;
            }

            start = position + found;
            AddedToken token = LongestAt(text, start, out int length);
            end = start + length;
            position = end;
            if (token.SingleWord && (EndsWithWord(text[..start]) || StartsWithWord(text[end..])))
            {
                continue;
            }

            if (token.StripLeft)
            {
                start = Math.Max(from, text[..start].TrimEnd().Length);
            }

            if (token.StripRight)
            {
                end = text.Length - text[end..].TrimStart().Length;
            }

            id = token.Id;
            return true;
        }

        (start, end, id) = (text.Length, text.Length, -1);
        return false;
    }

    private AddedToken LongestAt(ReadOnlySpan<char> text, int start, out int length)
    {
        AddedToken? longest = null;
        length = 0;
        Node? node = _root;
        for (int i = start; i < text.Length && node.Children is not null && node.Children.TryGetValue(text[i], out node); i++)
        {
            if (node.Token is not null)
            {
                longest = node.Token;
                length = i + 1 - start;
            }
        }

        return longest!; // the search values hold the same strings as the trie, so one of them begins here
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text) =>
        !text.IsEmpty && System.Text.Rune.DecodeLastFromUtf16(text, out System.Text.Rune last, out _) == OperationStatus.Done && CharacterClasses.IsWord(last);

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        !text.IsEmpty && System.Text.Rune.DecodeFromUtf16(text, out System.Text.Rune first, out _) == OperationStatus.Done && CharacterClasses.IsWord(first);

    private sealed class Node
    {
        public Dictionary<char, Node>? Children { get; private set; }

        public AddedToken? Token { get; set; }

        public Node Child(char c)
        {
            Children ??= [];
            if (!Children.TryGetValue(c, out Node? child))
            {
                child = new Node();
                Children.Add(c, child);
            }

            return child;
        }
    }
}
