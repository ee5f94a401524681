using Microsoft.AspNetCore.Components;

namespace MiniHF.Workspace.Components.Feedback;

/// <summary>Shows what <see cref="Feedback.Toasts"/> says.</summary>
public sealed partial class ToastHost : ComponentBase
{
    [Inject]
    public required Toasts Toasts { get; init; }

    public void Dispose() => Toasts.Changed -= Refresh;

    protected override void OnInitialized() => Toasts.Changed += Refresh;

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    private async Task ActAsync(Toast toast)
    {
        Toasts.Dismiss(toast);
        if (toast.Action is not null)
        {
            await toast.Action();
        }
    }
}
