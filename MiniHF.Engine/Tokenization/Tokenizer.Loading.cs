using System.Text.Json;
using MiniHF.Engine.Tokenization.Bpe;
using MiniHF.Engine.Tokenization.Decoding;
using MiniHF.Engine.Tokenization.Normalization;
using MiniHF.Engine.Tokenization.PreTokenization;

namespace MiniHF.Engine.Tokenization;

public sealed partial class Tokenizer
{
    private const string FileName = "tokenizer.json";

    /// <summary>SentencePiece's visible space (U+2581), with which the words of its vocabularies begin.</summary>
    private const char WordBoundary = '\u2581';

    private Tokenizer(JsonElement root)
    {
        JsonElement model = root.Required("model");
        Dictionary<string, int> vocabulary = BpeReader.ReadVocabulary(model);
        AddedToken[] added = root.Optional("added_tokens") is null ? [] : [.. root.Items("added_tokens").Select(AddedToken.Read)];
        _special = [.. added.Where(token => token.Special).Select(token => token.Id)];
        _model = BpeReader.ReadModel(model, vocabulary, _special);
        _normalizer = NormalizerReader.Read(root.Optional("normalizer"));
        _steps = WithMergeBoundaries(PreTokenizerReader.Read(root.Optional("pre_tokenizer")), vocabulary);
        _rememberFrom = FirstRememberedStep(_steps);
        _postProcessor = PostProcessor.Read(root.Optional("post_processor"));
        _decoder = DecoderReader.Read(root.Optional("decoder"));
        _withSpecial = CreateMatchers(added);
        _withoutSpecial = CreateMatchers(added.Where(token => !token.Special));

        _ids = new Dictionary<string, int>(vocabulary, StringComparer.Ordinal);
        _tokens = new string?[1 + Math.Max(vocabulary.Values.DefaultIfEmpty(-1).Max(), added.Select(token => token.Id).DefaultIfEmpty(-1).Max())];
        foreach ((string token, int id) in vocabulary)
        {
            _tokens[id] = token;
        }

        foreach (AddedToken token in added)
        {
            _tokens[token.Id] = token.Content;
            _ids[token.Content] = token.Id;
        }
    }

    /// <summary>Reads the <c>tokenizer.json</c> of a model directory, or the file itself.</summary>
    /// <exception cref="UserFacingException">The file is missing, is not such a file, or asks for something that is not supported.</exception>
    public static Tokenizer Load(string directoryOrFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(directoryOrFile);
        string path = Directory.Exists(directoryOrFile) ? Path.Combine(directoryOrFile, FileName) : directoryOrFile;
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Load(stream, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserFacingException($"{path}: there is no such file; a model directory holds the {FileName} of a Hugging Face fast tokenizer.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"{path}: cannot be read ({e.Message})", e);
        }
    }

    /// <summary>Reads a <c>tokenizer.json</c>; <paramref name="name"/> stands for it in error messages.</summary>
    /// <inheritdoc cref="Load(string)" path="/exception"/>
    public static Tokenizer Load(Stream stream, string name = FileName)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            return new Tokenizer(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UserFacingException($"{name}: not valid JSON ({e.Message})", e);
        }
        catch (TokenizerFormatException e)
        {
            throw new UserFacingException($"{name}: {e.Message}.", e);
        }
    }

    private Matchers CreateMatchers(IEnumerable<AddedToken> tokens)
    {
        ILookup<bool, AddedToken> byNormalized = tokens.ToLookup(token => token.Normalized);
        return new Matchers(
            AddedTokenMatcher.Create(byNormalized[false], content => content),
            AddedTokenMatcher.Create(byNormalized[true], content => _normalizer is null ? content : _normalizer.Normalize(content)));
    }

    private List<PreTokenizerStep> WithMergeBoundaries(List<PreTokenizerStep> steps, Dictionary<string, int> vocabulary)
    {
        // A model that looks up whole pieces first must get them whole.
        if (!steps.Exists(step => step.CutsWords) && _model.Knows(WordBoundary) && !_model.IgnoresMerges)
        {
            steps.Add(MergeBoundarySplit.Create(WordBoundary, vocabulary.Keys));
        }

        return steps;
    }

    /// <summary>
    /// The step before which pieces are remembered: the byte map if words are already cut there (what follows depends on the piece
    /// alone, so a whole tail of steps is saved), else the model itself.
    /// </summary>
    private static int FirstRememberedStep(IReadOnlyList<PreTokenizerStep> steps)
    {
        bool cutsWords = false;
        for (int i = 0; i < steps.Count; i++)
        {
            if (cutsWords && steps[i] is ByteLevelMap && !steps.Skip(i).Any(step => step is Metaspace))
            {
                return i;
            }

            cutsWords |= steps[i].CutsWords;
        }

        return steps.Count;
    }
}
