using System.Text.RegularExpressions;

namespace MiniHF.Workspace.EventStore;

/// <summary>Settings of the event store, section <c>EventStore</c>.</summary>
public sealed partial class EventStoreOptions
{
    public const string Section = "EventStore";

    /// <summary>The Postgres schema that holds its tables; created when missing.</summary>
    public string Schema { get; set; } = "public";

    /// <summary>How often a server looks for new events that nobody notified it of.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a hole in the positions must stand before it is examined for being dead.</summary>
    public TimeSpan StaleSequenceThreshold { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Lower-case so that it means the same with and without quotes.</summary>
    internal static bool IsValidSchema(string name) => SchemaName().IsMatch(name);

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}
