namespace MiniHF.Workspace.EventStore;

/// <summary>
/// One step of a feature's own tables. Applied once, in order of number, in one transaction with the others. Steps are never
/// edited after they shipped; a change is the next number.
/// </summary>
/// <param name="Feature">Whose tables; frozen.</param>
/// <param name="Number">From 1, without holes.</param>
/// <param name="Sql">Statements; <c>{schema}</c> stands for the quoted schema.</param>
public sealed record SchemaMigration(string Feature, int Number, string Sql);
