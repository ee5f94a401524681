using Jint.Native;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>A person's browser: one page, what it typed, and what it keeps when the page goes.</summary>
internal sealed class TypingPage
{
    private readonly TypingScripts _scripts;
    private readonly Func<Guid> _newId;
    private readonly SortedDictionary<Guid, string> _kept = [];

    public TypingPage(TypingScripts scripts, PersonId person, TypingServer server, Guid branch, Func<Guid> newId)
    {
        _scripts = scripts;
        _newId = newId;
        (Person, Server, Branch) = (person, server, branch);
        Journal = Load();
    }

    public PersonId Person { get; }

    public TypingServer Server { get; set; }

    /// <summary>The branch shown.</summary>
    public Guid Branch { get; private set; }

    /// <summary>What is typed on this page.</summary>
    public TypingJournal Journal { get; private set; }

    /// <summary>What pages before it left.</summary>
    public List<TypingJournal> Left { get; } = [];

    public IEnumerable<TypingJournal> Journals => [Journal, .. Left];

    public string Text => Journal.View(Branch);

    public void Edit(string text, int caret) => Journal.Edit(Branch, text, caret);

    /// <summary>Shows another branch.</summary>
    public void Visit(Guid branch)
    {
        Journal.Close(Branch);
        Branch = branch;
        Show(Journal);
    }

    public void Notice()
    {
        if (Server.Find(Branch) is { } branch)
        {
            Journal.Noticed(Branch, branch.Edits.Count);
        }
    }

    public void Answered(TypingJournal journal, JsValue question, TypingAnswer answer)
    {
        if (journal.Answered(question, answer) is { } moved && journal == Journal)
        {
            Branch = moved;
        }
    }

    /// <summary>Closes the page and opens another. What was not stored is in the browser.</summary>
    public void Reload()
    {
        Left.Clear();
        Left.AddRange(_kept.ToList().Select(one => _scripts.Journal(one.Key, text => Keep(one.Key, text), _newId, one.Value)));
        Branch = Server.Find(Branch) is null ? _newId() : Branch;
        Journal = Load();
    }

    private TypingJournal Load()
    {
        Guid id = _newId();
        TypingJournal journal = _scripts.Journal(id, text => Keep(id, text), _newId);
        Show(journal);
        return journal;
    }

    private void Show(TypingJournal journal)
    {
        Branch? shown = Server.Find(Branch);
        journal.Open(Branch, null, shown?.Edits.Count ?? -1, shown?.Text ?? "");
    }

    private void Keep(Guid journal, string? text)
    {
        if (text is null)
        {
            _kept.Remove(journal);
        }
        else
        {
            _kept[journal] = text;
        }
    }
}
