using System.Globalization;

namespace MiniHF.Workspace.EventStore.Integrity;

/// <summary>How far a read model is, in the words of <see cref="IReadModel"/>.</summary>
internal static class ReadModelProgress
{
    /// <param name="done">How many are done.</param>
    public static string Of(int done, int all) => string.Create(CultureInfo.InvariantCulture, $"{done + 1:N0} of {all:N0}");
}
