using MiniHF.Engine.Models;

namespace MiniHF.Engine.Generation;

/// <summary>Something that continues text: a model in this process, or one behind a server.</summary>
public interface ITextGenerator : IAsyncDisposable
{
    ModelDescription Model { get; }

    /// <summary>The number of tokens the text takes in the model's context.</summary>
    int CountTokens(string text);

    /// <summary>
    /// What each token reads as, one for one: a word's leading space included, "·" in place of bytes that are no whole character.
    /// </summary>
    IReadOnlyList<string> TextsOf(IReadOnlyList<int> tokenIds);

    /// <summary>What tokens read as that go on from a text, up to the last whole character: what a continuation that wrote them would have given.</summary>
    string TextAfter(string prompt, IReadOnlyList<int> tokenIds);

    /// <summary>Streams the continuations of a request as they are drawn, interleaved. Ends after the last one's last piece.</summary>
    /// <exception cref="UserFacingException">The request cannot be met: an empty prompt, a prompt longer than the context, a setting out of range.</exception>
    IAsyncEnumerable<GeneratedPiece> GenerateAsync(GenerationRequest request, CancellationToken ct);
}
