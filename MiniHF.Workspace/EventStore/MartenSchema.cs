namespace MiniHF.Workspace.EventStore;

/// <summary>
/// Marten's event tables and functions: same names, columns, constraints and signatures, our own bodies. Every statement leaves
/// what already stands as it is, so that a database made by Marten is taken over with its rows.
/// </summary>
internal static class MartenSchema
{
    /// <summary>Tables, constraints, index and sequence. <c>{schema}</c> stands for the quoted schema.</summary>
    public const string Tables =
        """
        create table if not exists {schema}.mt_streams (
            id          uuid        not null,
            type        varchar     null,
            version     bigint      null,
            timestamp   timestamptz not null default (now()),
            created     timestamptz not null default (now()),
            tenant_id   varchar     null default '*DEFAULT*',
            is_archived bool        null default false,
            constraint pkey_mt_streams_id primary key (id)
        );
        create table if not exists {schema}.mt_events (
            seq_id         bigint       not null,
            id             uuid         not null,
            stream_id      uuid         null,
            version        bigint       not null,
            data           jsonb        not null,
            bdata          bytea        null,
            type           varchar(500) not null,
            timestamp      timestamptz  not null default '(now())',
            tenant_id      varchar      null default '*DEFAULT*',
            mt_dotnet_type varchar      null,
            is_archived    bool         null default false,
            constraint pkey_mt_events_seq_id primary key (seq_id)
        );
        alter table {schema}.mt_events add column if not exists bdata bytea null;
        do $do$
        begin
            if not exists (select 1 from pg_constraint
                           where conrelid = '{schema}.mt_events'::regclass and contype = 'f') then
                alter table {schema}.mt_events add constraint fkey_mt_events_stream_id
                    foreign key (stream_id) references {schema}.mt_streams (id) on delete cascade;
            end if;
        end $do$;
        create unique index if not exists pk_mt_events_stream_and_version on {schema}.mt_events using btree (stream_id, version);
        create sequence if not exists {schema}.mt_events_sequence;
        alter sequence {schema}.mt_events_sequence owned by {schema}.mt_events.seq_id;
        create table if not exists {schema}.mt_event_progression (
            name         varchar     not null,
            last_seq_id  bigint      null,
            last_updated timestamptz null default (transaction_timestamp()),
            constraint pk_mt_event_progression primary key (name)
        );
        create table if not exists {schema}.mt_high_water_skips (
            ending_sequence   bigint      not null,
            starting_sequence bigint      not null,
            timestamp         timestamptz null default (transaction_timestamp()),
            constraint pkey_mt_high_water_skips_ending_sequence primary key (ending_sequence)
        );
        """;

    /// <summary>
    /// The functions. The stream's row is locked before its version is read and before any number is drawn from the sequence:
    /// appends to one stream queue, and a refused one leaves no hole in the positions.
    /// </summary>
    public const string Functions =
        """
        create or replace function {schema}.mt_quick_append_events(
            stream uuid, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[],
            bodies jsonb[], bdatas bytea[], timestamps timestamp with time zone[], expected_version bigint default null::bigint)
            returns bigint[] language plpgsql as
        $fn$
        declare
            found_row record;
            last_version bigint;
            position_ bigint;
            result bigint[];
        begin
            select s.version, s.is_archived, s.tenant_id into found_row from {schema}.mt_streams s where s.id = stream for update;
            if not found then
                insert into {schema}.mt_streams (id, type, version, timestamp, tenant_id)
                    values (stream, stream_type, 0, now(), tenantid) on conflict do nothing;
                select s.version, s.is_archived, s.tenant_id into found_row from {schema}.mt_streams s where s.id = stream for update;
            end if;
            last_version := coalesce(found_row.version, 0);
            if expected_version is not null and last_version <> expected_version then
                raise exception 'Stream version mismatch on ''%'': expected %, actual %', stream, expected_version, last_version
                    using errcode = 'MT003', hint = last_version::text;
            end if;
            if found_row.is_archived then
                raise exception 'Attempted to append event to archived stream with Id ''%''.', stream using errcode = 'MT001';
            end if;
            if tenantid is not null and found_row.tenant_id <> tenantid then
                raise exception 'The tenantid does not match the existing stream';
            end if;
            result := array[last_version + coalesce(array_length(event_ids, 1), 0)];
            for i in 1 .. coalesce(array_length(event_ids, 1), 0) loop
                position_ := nextval('{schema}.mt_events_sequence');
                result := array_append(result, position_);
                last_version := last_version + 1;
                insert into {schema}.mt_events
                    (seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived)
                values
                    (position_, event_ids[i], stream, last_version, bodies[i], bdatas[i], event_types[i], tenantid,
                     timestamps[i], dotnet_types[i], false);
            end loop;
            update {schema}.mt_streams set version = last_version, timestamp = now() where id = stream;
            return result;
        end
        $fn$;

        create or replace function {schema}.mt_archive_stream(streamid uuid) returns void language plpgsql as
        $fn$
        begin
            update {schema}.mt_streams set is_archived = true where id = streamid;
            update {schema}.mt_events set is_archived = true where stream_id = streamid;
        end
        $fn$;

        create or replace function {schema}.mt_mark_event_progression(name varchar, last_encountered bigint)
            returns void language plpgsql as
        $fn$
        begin
            insert into {schema}.mt_event_progression (name, last_seq_id, last_updated)
                values (name, last_encountered, transaction_timestamp())
                on conflict on constraint pk_mt_event_progression
                do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated;
        end
        $fn$;

        create or replace function {schema}.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint)
            returns bigint language plpgsql as
        $fn$
        declare
            current_value bigint;
        begin
            select p.last_seq_id into current_value from {schema}.mt_event_progression p where p.name = shard_name for update;
            if current_value is not null and current_value <> starting_sequence then
                return current_value;
            end if;
            perform {schema}.mt_mark_event_progression(shard_name, ending_sequence);
            if ending_sequence > starting_sequence then
                insert into {schema}.mt_high_water_skips (ending_sequence, starting_sequence)
                    values (ending_sequence, starting_sequence)
                    on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
            end if;
            return ending_sequence;
        end
        $fn$;
        """;
}
