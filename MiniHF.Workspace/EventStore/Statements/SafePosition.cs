namespace MiniHF.Workspace.EventStore.Statements;

/// <summary>
/// The SQL that finds the last position below which every number is committed or proven dead: from the greater of the stored
/// mark and a position known to be safe, on to the first hole.
/// </summary>
internal static class SafePosition
{
    /// <summary>A <c>with</c> clause that ends in the one-row table <c>safe (position)</c>.</summary>
    /// <param name="schema">Name of the schema.</param>
    /// <param name="from">An expression of a position the reader has already been given.</param>
    public static string With(string schema, string from) =>
        $"""
        with start as (
            select greatest({from}, coalesce((select p.last_seq_id from "{schema}".mt_event_progression p where p.name = 'HighWaterMark'), 0)) as position
        ), run as (
            select e.seq_id, e.seq_id - start.position = row_number() over (order by e.seq_id) as unbroken
            from "{schema}".mt_events e, start where e.seq_id > start.position
        ), safe as (
            select coalesce((select max(run.seq_id) from run where run.unbroken), start.position) as position from start
        )
        """;
}
