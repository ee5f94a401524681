using System.Collections.Immutable;

namespace MiniHF.Workspace.Components.Feedback;

/// <summary>What is being said to the person at this page. One for each page.</summary>
public sealed class Toasts(TimeProvider time)
{
    private static readonly TimeSpan s_shown = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_errorShown = TimeSpan.FromSeconds(12);

    private ImmutableList<Toast> _current = [];

    /// <summary>Called after the list changed, on any thread.</summary>
    public event Action? Changed;

    /// <summary>The lines to show, oldest first.</summary>
    public IReadOnlyList<Toast> Current => _current;

    /// <summary>Says something, with a way to take it back or go on where there is one.</summary>
    public void Say(string text, string? actionLabel = null, Func<Task>? action = null) =>
        Show(new Toast(Guid.NewGuid(), text, IsError: false, actionLabel, action), s_shown);

    /// <summary>Says what went wrong and what helps.</summary>
    public void Fail(string text) => Show(new Toast(Guid.NewGuid(), text, IsError: true, null, null), s_errorShown);

    /// <summary>Takes a line away before its time.</summary>
    public void Dismiss(Toast toast)
    {
        ArgumentNullException.ThrowIfNull(toast);
        ImmutableInterlocked.Update(ref _current, (list, id) => list.RemoveAll(other => other.Id == id), toast.Id);
        Changed?.Invoke();
    }

    private void Show(Toast toast, TimeSpan duration)
    {
        // The same complaint twice is one complaint; more than three lines are a wall.
        ImmutableInterlocked.Update(
            ref _current,
            (list, added) =>
            {
                ImmutableList<Toast> others = list.RemoveAll(other => other.Text == added.Text && other.Action is null);
                return (others.Count >= 3 ? others.RemoveAt(0) : others).Add(added);
            },
            toast);
        Changed?.Invoke();
        _ = DismissLaterAsync(toast, duration);
    }

    private async Task DismissLaterAsync(Toast toast, TimeSpan duration)
    {
        await Task.Delay(duration, time);
        Dismiss(toast);
    }
}
