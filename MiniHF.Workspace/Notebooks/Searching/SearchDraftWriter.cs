using MiniHF.Engine.Weave;

namespace MiniHF.Workspace.Notebooks.Searching;

/// <summary>Shows what a search writes while it is written.</summary>
internal sealed class SearchDraftWriter(LiveNotebook notebook, SearchId search) : IProgress<WeaveProgress>
{
    private SearchDraft _draft = new(-1, []);

    public void Report(WeaveProgress value)
    {
        int index = value.Piece.Index;
        SearchDraft draft = _draft.Parent == value.ParentId ? _draft : new SearchDraft(value.ParentId, []);
        while (draft.Texts.Length <= index)
        {
            draft = draft with { Texts = draft.Texts.Add("") };
        }

        _draft = draft with { Texts = draft.Texts.SetItem(index, draft.Texts[index] + value.Piece.Text) };
        notebook.Draft(search, _draft);
    }
}
