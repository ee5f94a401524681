using System.Globalization;
using System.Text;
using Jint.Native;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;
using MiniHF.Workspace.Notebooks.Typing;

namespace MiniHF.Workspace.Tests.Notebooks.Typing;

/// <summary>
/// Two people at two servers on one store type in one branch, while questions and answers are lost, doubled and overtaken, servers and pages start again,
/// others grow from the branch or put it aside. Every letter typed is another one, so that each can be looked for. The same seed gives the same story.
/// </summary>
internal sealed class TypingSchedule
{
    private const char FirstLetter = '一';

    private readonly Random _random;
    private readonly TypingStore _store = new();
    private readonly TypingServer[] _servers;
    private readonly TypingPage[] _pages;
    private readonly List<(TypingPage Page, TypingJournal Journal, JsValue Question, TypingRequest Request)> _questions = [];
    private readonly List<(TypingPage Page, TypingJournal Journal, JsValue Question, TypingAnswer Answer)> _answers = [];
    private readonly StringBuilder _told = new();
    private readonly HashSet<char> _dropped = [];
    private bool _meddled;
    private char _next = FirstLetter;

    public TypingSchedule(TypingScripts scripts, int seed)
    {
        _random = new Random(seed);
        _servers = [new TypingServer(_store), new TypingServer(_store)];
        Array.ForEach(_servers, server => server.CatchUp());
        Guid branch = NewId();
        bool written = _random.Next(3) > 0;
        if (written)
        {
            _servers[0].Execute(new WriteBranch(TypingStore.Cell, new BranchId(branch), null, Letters(_random.Next(1, 8))) { By = NotebookScript.Ada, Id = NewId() });
            _servers[1].CatchUp();
        }

        _pages =
        [
            new(scripts, NotebookScript.Ada, _servers[0], branch, NewId),
            new(scripts, NotebookScript.Ben, _servers[1], written ? branch : NewId(), NewId),
        ];
    }

    /// <summary>What happened, a line each.</summary>
    public string Told => _told.ToString();

    /// <summary>Plays so many steps, lets everything arrive, and says what is wrong; null where nothing is.</summary>
    public async Task<string?> PlayAsync(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            await StepAsync(_pages[_random.Next(2)]);
        }

        return await SettleAsync() ?? Check();
    }

    private async Task StepAsync(TypingPage page)
    {
        TypingJournal journal = page.Left.Count > 0 && _random.Next(2) == 0 ? page.Left[_random.Next(page.Left.Count)] : page.Journal;
        switch (_random.Next(40))
        {
            case < 10:
                Type(page);
                break;
            case < 20:
                Ask(page, journal);
                break;
            case < 27:
                await DeliverQuestionAsync(doubled: _random.Next(5) == 0);
                break;
            case < 33:
                DeliverAnswer();
                break;
            case 33:
                Lose();
                break;
            case 34:
                Tell(page, "asks again");
                journal.Lost();
                break;
            case 35:
                page.Server = _servers[_random.Next(2)];
                Tell(page, "loads the page again");
                page.Reload();
                break;
            case 36:
                TypingServer server = _servers[_random.Next(2)];
                Tell($"server {Array.IndexOf(_servers, server)} starts again");
                server.Restart(fromSnapshot: _random.Next(2) == 0);
                break;
            case 37 or 38:
                page.Server.Hear(_random.Next(1, 4));
                page.Notice();
                Visit(page, _pages[page == _pages[0] ? 1 : 0].Branch);
                break;
            default:
                Meddle(page);
                break;
        }
    }

    /// <summary>A letter, a few pasted, some taken out, or some replaced.</summary>
    private void Type(TypingPage page)
    {
        string text = page.Text;
        int at = _random.Next(text.Length + 1);
        int drop = _random.Next(3) == 0 ? Math.Min(_random.Next(1, 5), text.Length - at) : 0;
        string put = drop > 0 && _random.Next(2) == 0 ? "" : Letters(_random.Next(4) == 0 ? 3 : 1);
        _dropped.UnionWith(text.AsSpan(at, drop).ToArray());
        Tell(page, $"at {at} drops '{text.Substring(at, drop)}' and types '{put}'");
        page.Edit(string.Concat(text.AsSpan(0, at), put, text.AsSpan(at + drop)), at + put.Length);
    }

    private bool Ask(TypingPage page, TypingJournal journal)
    {
        if (journal.Question() is not { } asked)
        {
            return false;
        }

        Tell(page, string.Create(CultureInfo.InvariantCulture, $"asks: change {asked.Request.Number} on revision {asked.Request.Revision}: {new TextChange(asked.Request.Change ?? [])}"));
        _questions.Add((page, journal, asked.Handle, asked.Request));
        return true;
    }

    private async Task DeliverQuestionAsync(bool doubled)
    {
        if (_questions.Count == 0)
        {
            return;
        }

        int at = _random.Next(_questions.Count);
        (TypingPage page, TypingJournal journal, JsValue question, TypingRequest request) = _questions[at];
        if (!doubled)
        {
            _questions.RemoveAt(at);
        }

        TypingAnswer answer = await page.Server.AnswerAsync(page.Person, request);
        Tell(page, string.Create(CultureInfo.InvariantCulture, $"is heard: change {request.Number}, revision {answer.Revision}{(answer.Branch == request.Branch ? "" : " of another branch")}: {new TextChange(answer.Change)}{answer.Text}"));
        _answers.Add((page, journal, question, answer));
    }

    private void DeliverAnswer()
    {
        if (_answers.Count > 0)
        {
            int at = _random.Next(_answers.Count);
            (TypingPage page, TypingJournal journal, JsValue question, TypingAnswer answer) = _answers[at];
            _answers.RemoveAt(at);
            page.Answered(journal, question, answer);
            Tell(page, $"is answered and sees '{page.Text}'");
        }
    }

    private void Lose()
    {
        Tell("everything under way is lost");
        _questions.Clear();
        _answers.Clear();
    }

    /// <summary>Goes to where the other is, once that branch is there.</summary>
    private void Visit(TypingPage page, Guid branch)
    {
        if (branch != page.Branch && _random.Next(2) == 0 && page.Server.Find(branch) is not null)
        {
            page.Visit(branch);
            Tell(page, $"goes to the other and sees '{page.Text}'");
        }
    }

    /// <summary>Somebody else grows from the branch, puts it aside, or takes it back.</summary>
    private void Meddle(TypingPage page)
    {
        TypingServer server = _servers[_random.Next(2)];
        if (_random.Next(4) > 0 || server.Find(page.Branch) is not { } branch)
        {
            return;
        }

        Tell("somebody meddles");
        _meddled = true;
        server.Execute(_random.Next(2) == 0
            ? new WriteBranch(TypingStore.Cell, new BranchId(NewId()), branch.Id, ".") { By = NotebookScript.Ada, Id = NewId() }
            : new PruneBranch(TypingStore.Cell, branch.Id) { By = NotebookScript.Ada, Id = NewId() });
    }

    /// <summary>The network is back, and everybody waits until nothing is under way.</summary>
    private async Task<string?> SettleAsync()
    {
        Lose();
        Array.ForEach(_pages, page => page.Reload());
        Array.ForEach(_pages, page => page.Notice());
        for (int round = 0; round < 200; round++)
        {
            bool busy = false;
            foreach (TypingPage page in _pages)
            {
                page.Server.CatchUp();
                page.Notice();
                foreach (TypingJournal journal in page.Journals.ToList())
                {
                    journal.Lost();
                    busy |= Ask(page, journal);
                }
            }

            while (_questions.Count > 0)
            {
                await DeliverQuestionAsync(doubled: false);
            }

            while (_answers.Count > 0)
            {
                DeliverAnswer();
            }

            if (!busy)
            {
                return null;
            }
        }

        return "It never comes to rest.";
    }

    private string? Check()
    {
        Array.ForEach(_servers, server => server.CatchUp());
        byte[] state = NotebookSnapshot.Write(_servers[0].State);
        if (!state.AsSpan().SequenceEqual(NotebookSnapshot.Write(_servers[1].State)))
        {
            return "The servers do not show the same.";
        }

        if (_pages.FirstOrDefault(page => page.Journals.Any(journal => !journal.IsEmpty)) is not null)
        {
            return "Something typed was not acknowledged.";
        }

        if (_pages.FirstOrDefault(page => page.Text != (page.Server.Find(page.Branch)?.Text ?? "")) is { } other)
        {
            return $"A page shows '{other.Text}', its server '{other.Server.Find(other.Branch)?.Text}'.";
        }

        string[] texts = [.. ((WriteCell)_servers[0].State.Cells[TypingStore.Cell]).Tree.Branches.Values.Select(branch => branch.Text)];
        Dictionary<char, int> stored = CountStored();
        bool repeated = _store.Events.Any(one => one.Happened is BranchWritten { Replaces: not null });
        for (char letter = FirstLetter; letter < _next; letter++)
        {
            if (stored.GetValueOrDefault(letter) > 1)
            {
                return $"'{letter}' was stored {stored[letter]} times.";
            }

            if (texts.Any(text => text.Count(one => one == letter) > 1))
            {
                return $"'{letter}' stands twice in one text.";
            }

            if (!_dropped.Contains(letter) && texts.All(text => !text.Contains(letter, StringComparison.Ordinal)))
            {
                return $"'{letter}' is lost.";
            }

            // What was taken out of a text that was put aside meanwhile may stay there.
            if (!repeated && !_meddled && _dropped.Contains(letter) && texts.Any(text => text.Contains(letter, StringComparison.Ordinal)))
            {
                return $"'{letter}' was taken out and is there.";
            }
        }

        return null;
    }

    /// <summary>In how many events each letter came into the notebook. What a branch beside another repeats of it came in before.</summary>
    private Dictionary<char, int> CountStored()
    {
        Dictionary<char, int> stored = [];
        foreach ((_, NotebookEvent happened) in _store.Events)
        {
            IEnumerable<char> letters = happened switch
            {
                BranchWritten { Replaces: null } written => written.Text,
                BranchWritten written => written.Text.Where(letter => !stored.ContainsKey(letter)).ToList(),
                BranchTyped typed => typed.Change.Puts,
                _ => [],
            };
            foreach (char letter in letters)
            {
                stored[letter] = stored.GetValueOrDefault(letter) + 1;
            }
        }

        return stored;
    }

    private string Letters(int count) => string.Create(count, this, static (letters, self) =>
    {
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = self._next++;
        }
    });

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private void Tell(TypingPage page, string what) => Tell($"{(page == _pages[0] ? "Ada" : "Ben")} {what}");

    private void Tell(string what) => _told.AppendLine(what);
}
