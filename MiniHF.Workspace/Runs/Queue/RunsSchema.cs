using MiniHF.Workspace.EventStore;

namespace MiniHF.Workspace.Runs.Queue;

/// <summary>The tables of runs: the list's read model, the queue with its leases, metrics, and the files that travel between machines.</summary>
internal static class RunsSchema
{
    public const string Feature = "runs";

    public static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create table {schema}.run_summaries (
                id       uuid        not null constraint pkey_run_summaries primary key,
                name     varchar     not null,
                recipe   varchar     not null,
                base     varchar     not null,
                status   integer     not null,
                steps    integer     not null,
                notebook uuid        null,
                person   uuid        not null,
                adapter  varchar     null,
                failure  varchar     null,
                created  timestamptz not null,
                started  timestamptz null,
                ended    timestamptz null,
                changed  timestamptz not null
            );
            create table {schema}.run_queue (
                run             uuid        not null constraint pkey_run_queue primary key,
                queued          timestamptz not null,
                wanted          boolean     not null,
                worker          uuid        null,
                machine         varchar     null,
                fence           bigint      not null default 0,
                lease_until     timestamptz null,
                step            integer     not null default 0,
                metric_position bigint      not null default 0
            );
            create index idx_run_queue_wanted on {schema}.run_queue (queued) where wanted;

            -- Appended to and never changed. A row is what one metric did over a few steps; a row without a metric says that
            -- every step after from_step that stands before it was done by a worker that died, and will be done again.
            create table {schema}.run_metrics (
                run       uuid        not null,
                position  bigint      not null,
                fence     bigint      not null,
                written   timestamptz not null,
                metric    varchar     not null,
                from_step integer     not null,
                steps     integer[]   not null,
                "values"  float8[]    not null,
                constraint pkey_run_metrics primary key (run, position)
            );

            create table {schema}.run_files (
                run    uuid    not null,
                folder varchar not null,
                name   varchar not null,
                chunk  integer not null,
                data   bytea   not null,
                constraint pkey_run_files primary key (run, folder, name, chunk)
            );
            alter table {schema}.run_files alter column data set storage external;
            """),

        // Where a row stands among all events, so that a notebook's past shows what had been measured by then; and its seal (MetricSeal).
        new(Feature, 2, "alter table {schema}.run_metrics add column after_position bigint null, add column seal bytea null;"),

        // The list shows what wants attention without reading every run's stream.
        new(Feature, 3,
            """
            alter table {schema}.run_summaries add column alarm varchar null, add column alarm_step integer null, add column guarded boolean not null default false;
            update {schema}.run_summaries s set alarm = e.data->>'Guarded', alarm_step = (e.data->>'Steps')::integer, guarded = true
            from {schema}.mt_events e where e.stream_id = s.id and e.type = 'run_finished' and e.data->>'Guarded' is not null;
            """),

        // As the events have it: the last alarm of a step that was not taken again. The step itself is looked up where it counts.
        new(Feature, 4,
            """
            update {schema}.run_summaries s set alarm = (
                select raised.data->'Alarm'->>'Message' from {schema}.mt_events raised
                where raised.stream_id = s.id and raised.type = 'alarm_raised' and (raised.data->'Alarm'->>'Step')::integer <= all (
                    select (begun.data->>'ResumedFrom')::integer from {schema}.mt_events begun
                    where begun.stream_id = s.id and begun.type = 'run_started' and begun.version > raised.version)
                order by raised.version desc limit 1)
            where not s.guarded;
            alter table {schema}.run_summaries drop column alarm_step;
            """),
    ];
}
