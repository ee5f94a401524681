using System.Text.Json;

namespace MiniHF.Engine.Tokenization;

/// <summary>A token that is cut out of the text before the model sees it.</summary>
/// <param name="SingleWord">Match only where no word character touches the token.</param>
/// <param name="StripLeft">Swallow the white space before the token.</param>
/// <param name="StripRight">Swallow the white space after the token.</param>
/// <param name="Normalized">Look for the normalized token in the normalized text, not for the token in the raw text.</param>
internal sealed record AddedToken(int Id, string Content, bool SingleWord, bool StripLeft, bool StripRight, bool Normalized, bool Special)
{
    public static AddedToken Read(JsonElement element)
    {
        bool special = element.Flag("special");
        return new AddedToken(
            element.RequiredInt("id"),
            element.RequiredString("content"),
            element.Flag("single_word"),
            element.Flag("lstrip"),
            element.Flag("rstrip"),
            element.Flag("normalized", whenAbsent: !special),
            special);
    }
}
