using System.Text.RegularExpressions;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Marten's classic naming rule: the class name without namespace and outer class, split where the case changes, in lower case,
/// joined by underscores. <c>LoRATrainingStarted</c> gives <c>lo_ra_training_started</c>.
/// </summary>
public static partial class EventTypeAlias
{
    /// <summary>The alias of a class. Generic classes must be registered with an alias of their own.</summary>
    public static string Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsGenericType)
        {
            throw new ArgumentException($"{type} is generic: give its alias explicitly.", nameof(type));
        }

        string split = LowerThenOther().Replace(OtherThenCapitalised().Replace(type.Name, "$1 $2"), "$1 $2");
        return split.ToLowerInvariant().Replace(' ', '_');
    }

    [GeneratedRegex(@"(\P{Ll})(\P{Ll}\p{Ll})", RegexOptions.CultureInvariant)]
    private static partial Regex OtherThenCapitalised();

    [GeneratedRegex(@"(\p{Ll})(\P{Ll})", RegexOptions.CultureInvariant)]
    private static partial Regex LowerThenOther();
}
