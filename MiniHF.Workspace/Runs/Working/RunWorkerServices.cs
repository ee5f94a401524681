using MiniHF.Engine;
using MiniHF.Workspace.EventStore;
using MiniHF.Workspace.Library;
using MiniHF.Workspace.Runs.Files;
using MiniHF.Workspace.Runs.Metrics;
using MiniHF.Workspace.Runs.Queue;

namespace MiniHF.Workspace.Runs.Working;

/// <summary>What a worker works with.</summary>
/// <param name="Folder">Where it keeps a run's files while it has it.</param>
internal sealed record RunWorkerServices(
    PostgresEventStore Store,
    EventFeed Feed,
    RunQueue Queue,
    RunMetricStore Metrics,
    RunFileStore Files,
    ModelLibrary Models,
    ITrainingRunner Trainer,
    RunOptions Options,
    EngineOptions Engine,
    string Folder,
    TimeProvider Time,
    ILogger<RunWorkerService> Logger);
