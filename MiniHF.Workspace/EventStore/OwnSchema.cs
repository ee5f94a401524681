namespace MiniHF.Workspace.EventStore;

/// <summary>What this store adds to Marten's tables: idempotent appends, seals, snapshots.</summary>
internal static class OwnSchema
{
    public const string Feature = "event_store";

    public static SchemaMigration[] Migrations { get; } =
    [
        new(Feature, 1,
            """
            create table {schema}.mt_minihf_snapshots (
                stream_id      uuid        not null references {schema}.mt_streams (id) on delete cascade,
                fold           varchar     not null,
                schema_version integer     not null,
                version        bigint      not null,
                last_event_id  uuid        not null,
                data           bytea       not null,
                hash           bytea       not null,
                saved          timestamptz not null,
                constraint pkey_mt_minihf_snapshots primary key (stream_id, fold)
            );
            """),

        // Snapshots are read far more often than disk is short, and most of one is numbers that do not shrink.
        new(Feature, 2, "alter table {schema}.mt_minihf_snapshots alter column data set storage external;"),

        // A snapshot carries the seal of the event it ends in: no snapshot speaks for a history that was changed beneath it.
        new(Feature, 3,
            """
            create table {schema}.mt_minihf_seals (
                stream_id uuid   not null references {schema}.mt_streams (id) on delete cascade,
                version   bigint not null,
                hash      bytea  not null,
                constraint pkey_mt_minihf_seals primary key (stream_id, version)
            );
            alter table {schema}.mt_minihf_snapshots add column seal bytea null;
            """),

        // Snapshots further back, and the chain over them: see SnapshotLadder. States are packed already.
        new(Feature, 4,
            """
            create table {schema}.mt_minihf_rungs (
                stream_id      uuid        not null references {schema}.mt_streams (id) on delete cascade,
                fold           varchar     not null,
                schema_version integer     not null,
                version        bigint      not null,
                last_event_id  uuid        not null,
                seal           bytea       null,
                hash           bytea       not null,
                chain          bytea       not null,
                data           bytea       null,
                saved          timestamptz not null,
                constraint pkey_mt_minihf_rungs primary key (stream_id, fold, schema_version, version)
            );
            alter table {schema}.mt_minihf_rungs alter column data set storage external;
            """),
    ];

    /// <summary>The index that finds known ids. Made again at every start: Marten drops indexes it does not know.</summary>
    public const string Index = "create index if not exists idx_mt_minihf_events_id on {schema}.mt_events (stream_id, id);";

    /// <summary>
    /// One locked append: events whose id is already in the stream are left out, the rest goes through
    /// <c>mt_quick_append_events</c>. A batch that is wholly known is answered before the expected version is looked at, so that a
    /// retry of a command that succeeded succeeds again.
    /// </summary>
    /// <remarks>
    /// An event's seal is the hash of the seal before it and of all that the event says and is. Where the one before has none, written by
    /// an older version or by Marten itself, the chain begins anew.
    /// </remarks>
    public const string Functions =
        """
        create or replace function {schema}.mt_minihf_event_hash(previous bytea, event {schema}.mt_events)
            returns bytea language sql stable as
        $fn$
            select sha256(coalesce(previous, ''::bytea) || convert_to(
                event.stream_id::text || '|' || event.version || '|' || event.id || '|' || event.type || '|'
                || (extract(epoch from event.timestamp) * 1000000)::bigint || '|' || event.data::text, 'UTF8'))
        $fn$;

        create or replace function {schema}.mt_minihf_seal(stream uuid, after_version bigint) returns void language plpgsql as
        $fn$
        declare
            event_ {schema}.mt_events;
            seal bytea;
        begin
            select s.hash into seal from {schema}.mt_minihf_seals s where s.stream_id = stream and s.version = after_version;
            for event_ in select e.* from {schema}.mt_events e where e.stream_id = stream and e.version > after_version order by e.version loop
                seal := {schema}.mt_minihf_event_hash(seal, event_);
                insert into {schema}.mt_minihf_seals (stream_id, version, hash) values (stream, event_.version, seal);
            end loop;
        end
        $fn$;

        create or replace function {schema}.mt_minihf_append(
            stream uuid, stream_type varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[], bodies jsonb[],
            timestamps timestamp with time zone[], expected_version bigint,
            out final_version bigint, out positions bigint[], out versions bigint[], out appended bool[], out actual_type varchar)
            language plpgsql as
        $fn$
        declare
            total int := coalesce(array_length(event_ids, 1), 0);
            known_count int := 0;
            known_rows record;
            written bigint[];
            first_version bigint;
            next_ int := 0;
        begin
            select s.type into actual_type from {schema}.mt_streams s where s.id = stream for update;
            if not found then
                insert into {schema}.mt_streams (id, type, version, timestamp, tenant_id)
                    values (stream, stream_type, 0, now(), '*DEFAULT*') on conflict do nothing;
                select s.type into actual_type from {schema}.mt_streams s where s.id = stream for update;
            end if;

            -- A statement of its own, after the lock: it must see what the previous holder of the lock committed.
            select count(*), max(e.version) into known_count, final_version
                from {schema}.mt_events e where e.id = any (event_ids) and e.stream_id = stream;

            if known_count = 0 then
                written := {schema}.mt_quick_append_events(stream, stream_type, '*DEFAULT*', event_ids, event_types, dotnet_types,
                    bodies, array_fill(null::bytea, array[total]), timestamps, expected_version);
                final_version := written[1];
                positions := written[2:];
                versions := array(select v from generate_series(final_version - total + 1, final_version) v);
                appended := array_fill(true, array[total]);
                perform {schema}.mt_minihf_seal(stream, final_version - total);
            else
                if known_count < total then
                    select array_agg(i.n order by i.n) as n, array_agg(i.id order by i.n) as ids,
                           array_agg(event_types[i.n] order by i.n) as types, array_agg(dotnet_types[i.n] order by i.n) as dotnets,
                           array_agg(bodies[i.n] order by i.n) as bodies, array_agg(timestamps[i.n] order by i.n) as times
                        into known_rows
                        from unnest(event_ids) with ordinality i (id, n)
                        where not exists (select 1 from {schema}.mt_events e where e.id = i.id and e.stream_id = stream);
                    written := {schema}.mt_quick_append_events(stream, stream_type, '*DEFAULT*', known_rows.ids, known_rows.types,
                        known_rows.dotnets, known_rows.bodies, array_fill(null::bytea, array[total - known_count]),
                        known_rows.times, expected_version);
                    final_version := written[1];
                    perform {schema}.mt_minihf_seal(stream, final_version - (total - known_count));
                end if;
                first_version := final_version - (total - known_count);
                select array_agg(e.seq_id order by i.n), array_agg(e.version order by i.n),
                       array_agg(known_count < total and e.version > first_version order by i.n)
                    into positions, versions, appended
                    from unnest(event_ids) with ordinality i (id, n)
                    join {schema}.mt_events e on e.id = i.id and e.stream_id = stream;
            end if;
        end
        $fn$;
        """;
}
