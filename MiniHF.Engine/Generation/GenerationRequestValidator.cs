using System.Globalization;

namespace MiniHF.Engine.Generation;

/// <summary>The rules of a request that hold for every model.</summary>
internal static class GenerationRequestValidator
{
    private const int MostContinuations = 1024;
    private const int MostAlternatives = 100;

    public static void Validate(GenerationRequest request)
    {
        SamplingOptions sampling = request.Sampling;
        if (request.PromptIds is null ? request.Prompt.Length == 0 : request.PromptIds.Count == 0)
        {
            throw new UserFacingException("The prompt is empty: give the text to continue.");
        }

        Require(request.Count is >= 1 and <= MostContinuations, "number of continuations", request.Count, $"1 to {MostContinuations}");
        Require(request.MaxTokens >= 1, "number of tokens", request.MaxTokens, "1 or more");
        Require(request.MinTokens >= 0, "least number of tokens", request.MinTokens, "0 or more");
        Require(request.TopAlternatives is >= 0 and <= MostAlternatives, "number of alternatives", request.TopAlternatives, $"0 to {MostAlternatives}");
        Require(double.IsFinite(sampling.Temperature) && sampling.Temperature >= 0, "temperature", sampling.Temperature, "0 (greedy) or more");
        Require(sampling.TopK >= 0, "top-k", sampling.TopK, "0 (off) or more");
        Require(sampling.TopP is > 0 and <= 1, "top-p", sampling.TopP, "above 0, up to 1 (off)");
        Require(sampling.MinP is >= 0 and < 1, "min-p", sampling.MinP, "0 (off) up to, not including, 1");
        Require(double.IsFinite(sampling.RepetitionPenalty) && sampling.RepetitionPenalty > 0, "repetition penalty", sampling.RepetitionPenalty, "above 0; 1 is off");
        if (request.StopStrings.Any(string.IsNullOrEmpty))
        {
            throw new UserFacingException("A stop string is empty: leave it out.");
        }

        IReadOnlyList<int> indices = request.Indices ?? [];
        if (request.Indices is not null && (indices.Count == 0 || indices.Any(index => index < 0) || indices.Distinct().Count() != indices.Count))
        {
            throw new UserFacingException("The continuations to grow must be different whole numbers from 0.");
        }

        int count = request.Indices?.Count ?? request.Count;
        if (request.Resumed.Count != 0 && request.Resumed.Count != count)
        {
            throw new UserFacingException($"{request.Resumed.Count} beginnings were given for {count} continuations: give one for each, or none.");
        }
    }

    private static void Require(bool holds, string name, double value, string allowed)
    {
        if (!holds)
        {
            throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"The {name} is {value}; it must be {allowed}."));
        }
    }
}
