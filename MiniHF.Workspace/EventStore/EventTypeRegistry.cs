using System.Collections.Concurrent;

namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Which class stands for which alias. Features register their events at start-up; an alias, once stored, is never renamed: a
/// renamed class keeps its alias by saying it here.
/// </summary>
public sealed class EventTypeRegistry
{
    private readonly ConcurrentDictionary<Type, (string Alias, string DotnetType)> _names = new();
    private readonly ConcurrentDictionary<string, Type> _byAlias = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Type> _byDotnetType = new(StringComparer.Ordinal);

    /// <summary>Registers an event type under its classic alias, or the one given.</summary>
    public EventTypeRegistry Add<TEvent>(string? alias = null)
        where TEvent : notnull => Add(typeof(TEvent), alias);

    /// <inheritdoc cref="Add{TEvent}"/>
    public EventTypeRegistry Add(Type type, string? alias = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        alias ??= EventTypeAlias.Of(type);
        if (_byAlias.GetOrAdd(alias, type) is { } other && other != type)
        {
            throw new ArgumentException($"The alias '{alias}' is taken by {other}; give {type} another.", nameof(alias));
        }

        string dotnetType = DotnetTypeOf(type);
        _names[type] = (alias, dotnetType);
        _byDotnetType[dotnetType] = type;
        return this;
    }

    /// <summary>Registers every non-abstract class of the same assembly that derives from <typeparamref name="TBase"/>.</summary>
    public EventTypeRegistry AddDerivedFrom<TBase>()
    {
        foreach (Type type in typeof(TBase).Assembly.GetTypes())
        {
            if (type is { IsClass: true, IsAbstract: false, IsGenericType: false } && type.IsAssignableTo(typeof(TBase)))
            {
                Add(type);
            }
        }

        return this;
    }

    /// <summary>The alias and the CLR name that a type is stored under.</summary>
    /// <exception cref="ArgumentException">The type was never registered.</exception>
    public (string Alias, string DotnetType) NamesOf(Type type) =>
        _names.TryGetValue(type, out (string, string) names)
            ? names
            : throw new ArgumentException($"{type} is not a registered event type: add it to the {nameof(EventTypeRegistry)} of its feature.", nameof(type));

    /// <summary>The type of a stored event, by Marten's order: a registered CLR name, then the alias, then any loadable CLR name.</summary>
    public Type? Find(string alias, string? dotnetType)
    {
        if (dotnetType is not null && _byDotnetType.TryGetValue(dotnetType, out Type? named))
        {
            return named;
        }

        if (_byAlias.TryGetValue(alias, out Type? known))
        {
            return known;
        }

        return dotnetType is null ? null : Type.GetType(dotnetType, throwOnError: false);
    }

    private static string DotnetTypeOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
