using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.State;
using static MiniHF.Workspace.Tests.Notebooks.NotebookScript;

namespace MiniHF.Workspace.Tests.Notebooks;

public sealed class GenerationDefaultsTests
{
    private static readonly GenerationSettings s_short = GenerationSettings.Default with { MaxTokens = 16 };

    private readonly NotebookScript _script = new();

    [Fact]
    public void ChangedDefaults_AreFollowedWhereACellHasNothingOfItsOwn()
    {
        _script.Do(new ChangeGenerationSettings(WriteCellId, GenerationSettings.Default with { Count = 2 }) { By = Ben });

        _script.Do(new ChangeGenerationDefaults(s_short with { Count = 8 }) { By = Ada });

        Assert.Equal(GenerationSettings.Default with { Count = 2, MaxTokens = 16 }, SettingsOf(WriteCellId));
        Assert.Equal(["count"], GenerationFields.Differing(SettingsOf(WriteCellId), _script.State.Defaults));
    }

    [Fact]
    public void NewText_BeginsWithTheDefaults()
    {
        CellId cell = new(_script.Next());
        _script.Do(new ChangeGenerationDefaults(s_short) { By = Ada });

        _script.Do(new AddCell(cell, CellKind.Write, null) { By = Ben });

        Assert.Equal(s_short, SettingsOf(cell));
    }

    [Fact]
    public void UndoneDefaults_LeaveWhatACellHadOfItsOwn()
    {
        _script.Do(new ChangeGenerationSettings(WriteCellId, s_short) { By = Ben });
        CellId follower = new(_script.Next());
        _script.Do(new AddCell(follower, CellKind.Write, null) { By = Ben });
        // From here on the two cannot be told apart by their value.
        _script.Do(new ChangeGenerationDefaults(s_short) { By = Ada });

        _script.Do(new UndoChange { By = Ada });

        Assert.Equal((16, 64, 64), (SettingsOf(WriteCellId).MaxTokens, SettingsOf(follower).MaxTokens, _script.State.Defaults.MaxTokens));
    }

    [Fact]
    public void Reset_OfEveryField_GivesTheDefaults()
    {
        GenerationSettings own = new("other", 9, 9, new(Temperature: 0.1, TopK: 9, TopP: 0.9, MinP: 0.1, RepetitionPenalty: 1.5), 9) { Adapter = "voice" };

        GenerationSettings reset = GenerationFields.Names.Aggregate(own, (settings, name) => GenerationFields.Reset(settings, s_short, name));

        Assert.Equal(GenerationFields.Names, GenerationFields.Differing(own, s_short));
        Assert.Equal(s_short, reset);
    }

    private GenerationSettings SettingsOf(CellId cell) => ((WriteCell)_script.State.Cells[cell]).Settings;
}
