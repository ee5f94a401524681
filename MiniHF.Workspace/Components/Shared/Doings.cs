namespace MiniHF.Workspace.Components.Shared;

/// <summary>
/// What a list's buttons do, one delegate a thing: the same at each rendering. A lambda in a loop is another delegate each time, and each button of the list
/// would be sent to the browser again for it.
/// </summary>
internal sealed class Doings<TKey>(Func<TKey, Task> doAsync)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Func<Task>> _known = [];

    public Func<Task> this[TKey key]
    {
        get
        {
            if (!_known.TryGetValue(key, out Func<Task>? doing))
            {
                _known[key] = doing = () => doAsync(key);
            }

            return doing;
        }
    }
}
