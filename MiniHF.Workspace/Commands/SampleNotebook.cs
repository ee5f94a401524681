using System.Text;
using MiniHF.Engine.Generation;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Notebooks;
using MiniHF.Workspace.Notebooks.Commands;
using MiniHF.Workspace.Notebooks.Decide;
using MiniHF.Workspace.Notebooks.Events;
using MiniHF.Workspace.Notebooks.Fold;
using MiniHF.Workspace.Notebooks.State;

namespace MiniHF.Workspace.Commands;

/// <summary>
/// A notebook two people wrote with a model, decided by the product's own rules: four continuations of 64 tokens at a time,
/// one of them picked, some rated, edited, pruned, taken back. The same for the same seed.
/// </summary>
internal sealed class SampleNotebook
{
    private const int Continuations = 4;
    private const int PiecesPerGrowth = 4;
    private const int TokensPerPiece = 16;
    private const int VocabularySize = 32_000;

    private static readonly string[] s_words =
        "the lamp had burnt low when she came back from shore and letter still lay where he left it . , nobody would have thought".Split(' ');

    private readonly bool _isBushy;
    private readonly Random _random;
    private readonly List<EventToAppend> _events = [];
    private readonly List<BranchId> _grown = [];
    private readonly PersonId[] _people;
    private readonly CellId _cell;
    private readonly CellId _note;
    private readonly Guid _server;
    private NotebookState _state = NotebookState.Empty;

    /// <param name="seed">Of everything that is left to chance.</param>
    /// <param name="isBushy">Half of the time they grow something anywhere in the tree instead of where they read, and they put nothing aside: all of it is drawn. Else they write one long text.</param>
    public SampleNotebook(int seed, bool isBushy = false)
    {
        _isBushy = isBushy;
        _random = new Random(seed);
        Id = NewId();
        _people = [new PersonId(NewId()), new PersonId(NewId())];
        _cell = new CellId(NewId());
        _note = new CellId(NewId());
        _server = NewId();
    }

    public Guid Id { get; }

    private BranchTree Tree => ((WriteCell)_state.Cells[_cell]).Tree;

    /// <summary>The notebook's first events.</summary>
    public IReadOnlyList<EventToAppend> Write(int count)
    {
        Begin();
        while (_events.Count < count)
        {
            Round(_people[_random.Next(_people.Length)]);
        }

        return _events.GetRange(0, count);
    }

    /// <summary>As many events as it takes to have so many branches.</summary>
    public IReadOnlyList<EventToAppend> WriteBranches(int count)
    {
        Begin();
        while (Tree.Branches.Count < count)
        {
            Round(_people[_random.Next(_people.Length)]);
        }

        return _events;
    }

    private void Begin()
    {
        Happen(new NotebookCreated("Tales of the shore") { By = _people[0] });
        Do(new AddCell(_note, CellKind.Note, null) { By = _people[0] });
        Do(new AddCell(_cell, CellKind.Write, _note) { By = _people[0] });
        Do(new WriteBranch(_cell, new BranchId(NewId()), null, Text(TokensPerPiece)) { By = _people[0] });
    }

    /// <summary>Grow, pick, and one of the things people do next.</summary>
    private void Round(PersonId by)
    {
        // Mostly onwards, now and then from somewhere earlier.
        BranchId parent = _isBushy && _grown.Count > 0 && _random.Next(2) == 0 ? _grown[_random.Next(_grown.Count)] : Tree.FocusOf(by)?.Id ?? Tree.Roots[0];
        for (int back = _random.Next(5) == 0 ? _random.Next(20) : 0; back > 0 && Tree.Branches[parent].Parent is { } above; back--)
        {
            parent = above;
        }

        BranchId picked = Grow(by, parent);
        Do(new FocusBranch(_cell, picked) { By = by });
        if (_isBushy)
        {
            Do(new RateBranch(_cell, picked, _random.Next(10) == 0 ? Thumb.Up : Thumb.None) { By = by });
            return;
        }

        NotebookCommand[] next = _random.Next(12) switch
        {
            0 or 1 or 2 => [new RateBranch(_cell, picked, Thumb.Up) { By = by }],
            3 or 4 => [new RateBranch(_cell, picked, Thumb.Down) { By = by }, new PruneBranch(_cell, picked) { By = by }],
            5 or 6 => [new EditBranch(_cell, picked, Text(40), new BranchId(NewId())) { By = by }],
            7 => [new WriteBranch(_cell, new BranchId(NewId()), picked, Text(20)) { By = by }],
            8 => [new UndoChange { By = by }, new RedoChange { By = by }],
            9 => [new PruneBranch(_cell, picked) { By = by }, new UndoChange { By = by }, new BookmarkBranch(_cell, picked, true) { By = by }],
            10 => [new WriteNote(_note, Text(60)) { By = by }, new CollapseBranch(_cell, picked, true) { By = by }],
            _ => [new ChangeGenerationSettings(_cell, Settings()) { By = by }, new RenameNotebook($"Tales {_random.Next(100)}") { By = by }],
        };
        foreach (NotebookCommand command in next)
        {
            Do(command);
        }
    }

    private BranchId Grow(PersonId by, BranchId parent)
    {
        GrowthId growth = new(NewId());
        BranchId[] branches = [.. Enumerable.Range(0, Continuations).Select(_ => new BranchId(NewId()))];
        Do(new GrowBranch(growth, _cell, parent, branches) { By = by });
        for (int piece = 0; piece < PiecesPerGrowth; piece++)
        {
            FinishReason? finish = piece == PiecesPerGrowth - 1 ? FinishReason.Length : null;
            BranchProgress[] progress = [.. branches.Select(branch => new BranchProgress(
                branch,
                piece * TokensPerPiece,
                Text(TokensPerPiece),
                [.. Enumerable.Range(0, TokensPerPiece).Select(_ => _random.Next(VocabularySize))],
                [.. Enumerable.Range(0, TokensPerPiece).Select(_ => MathF.Log(1 - _random.NextSingle()))],
                finish))];
            Happen(new GrowthProgressed(_cell, growth, progress) { By = PersonId.Workspace });
        }

        _grown.AddRange(branches);
        return branches[_random.Next(branches.Length)];
    }

    private GenerationSettings Settings() => GenerationSettings.Default with
    {
        Sampling = new SamplingOptions(Temperature: _random.Next(5, 13) / 10.0),
    };

    private void Do(NotebookCommand command)
    {
        GrowthFacts facts = new(_random.NextInt64(), "minihf-tiny", "sample", _server);
        foreach (NotebookEvent happened in NotebookDecider.Decide(command, _state, facts))
        {
            Happen(happened);
        }
    }

    private void Happen(NotebookEvent happened)
    {
        Guid id = NewId();
        _events.Add(new EventToAppend(id, happened));
        _state = NotebookFold.Evolve(_state, happened, new EventOrigin(Id, id, DateTimeOffset.UnixEpoch.AddSeconds(_events.Count)));
    }

    private string Text(int words)
    {
        StringBuilder text = new();
        for (int i = 0; i < words; i++)
        {
            text.Append(' ').Append(s_words[_random.Next(s_words.Length)]);
        }

        return text.ToString();
    }

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
