using MiniHF.Workspace.Components.Shared;

namespace MiniHF.Workspace.Tests.Components;

public sealed class SettingsDraftTests : IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly List<TaskCompletionSource<bool>> _answers = [];
    private readonly SettingsDraft<Settings> _draft;

    public SettingsDraftTests() => _draft = new SettingsDraft<Settings>(_ =>
    {
        _answers.Add(new TaskCompletionSource<bool>());
        _begun.Release();
        return _answers[^1].Task;
    });

    public void Dispose() => _begun.Dispose();

    [Fact]
    public void Change_BeforeThePageCaughtUp_BuildsOnTheOneBefore()
    {
        _draft.Show(new Settings(0, 0));
        _ = _draft.StoreAsync(_draft.Latest with { One = 1 });
        _ = _draft.StoreAsync(_draft.Latest with { Other = 2 });

        _draft.Show(new Settings(1, 0));

        Assert.Equal(new Settings(1, 2), _draft.Latest);
    }

    [Fact]
    public async Task Change_WhileAnEarlierOneIsStored_WaitsForItSoThatItStays()
    {
        _draft.Show(new Settings(0, 0));
        Task<bool> first = _draft.StoreAsync(new Settings(1, 0));
        Task<bool> second = _draft.StoreAsync(new Settings(1, 2));
        await _begun.WaitAsync();
        Assert.Single(_answers);

        _answers[0].SetResult(true);
        await first;
        await _begun.WaitAsync();
        _answers[1].SetResult(true);

        Assert.True(await second);
        Assert.Equal(new Settings(1, 2), _draft.Latest);
    }

    [Fact]
    public async Task Change_OfSomebodyElse_IsBuiltOnOnceOursIsStored()
    {
        _draft.Show(new Settings(0, 0));
        Task<bool> storing = _draft.StoreAsync(_draft.Latest with { One = 1 });
        _draft.Show(new Settings(1, 0));
        _answers[0].SetResult(true);
        await storing;

        _draft.Show(new Settings(1, 7));

        Assert.Equal(new Settings(1, 7), _draft.Latest);
    }

    [Fact]
    public async Task Change_Refused_IsForgotten()
    {
        _draft.Show(new Settings(0, 0));
        Task<bool> storing = _draft.StoreAsync(_draft.Latest with { One = -1 });
        _answers[0].SetResult(false);

        Assert.False(await storing);
        Assert.Equal(new Settings(0, 0), _draft.Latest);
    }

    private sealed record Settings(int One, int Other);
}
