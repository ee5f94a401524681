namespace MiniHF.Workspace.Components.Shared;

/// <summary>
/// Settings on their way into the notebook. A change builds on what was stored last, even before the page shows it: two fields filled in one
/// breath are both kept, however late the page catches up. Changes are stored one after another: the last one made is the one that stays.
/// </summary>
/// <param name="store">Stores the settings; false where they could not be.</param>
internal sealed class SettingsDraft<T>(Func<T, Task<bool>> store)
    where T : class
{
    private T? _shown;
    private T? _stored;
    private int _underWay;
    private Task _last = Task.CompletedTask;

    /// <summary>What the next change builds on.</summary>
    public T Latest => _stored ?? _shown ?? throw new InvalidOperationException("Nothing was shown yet.");

    /// <summary>Ends once everything changed so far is stored, or refused: what builds on the settings waits for it.</summary>
    public Task Settled => _last;

    /// <summary>Tells what the page shows. While something is being stored that may be older than what was stored last.</summary>
    public void Show(T settings)
    {
        if (settings.Equals(_shown))
        {
            return;
        }

        _shown = settings;
        if (_underWay == 0)
        {
            _stored = null;
        }
    }

    /// <summary>Stores other settings, unless they are the same. False where they could not be stored.</summary>
    public async Task<bool> StoreAsync(T settings)
    {
        if (settings.Equals(Latest))
        {
            return true;
        }

        T? before = _stored;
        _stored = settings;
        _underWay++;
        Task<bool> storing = StoreAfterAsync(_last, settings);
        _last = storing;
        bool stored = await storing;
        _underWay--;
        if (!stored && ReferenceEquals(_stored, settings))
        {
            _stored = before;
        }

        return stored;
    }

    private async Task<bool> StoreAfterAsync(Task earlier, T settings)
    {
        // What became of the earlier one is told to whoever made it.
        await earlier.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return await store(settings);
    }
}
