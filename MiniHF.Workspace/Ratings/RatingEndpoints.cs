using System.Security.Claims;
using System.Text;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Notebooks;

namespace MiniHF.Workspace.Ratings;

/// <summary>A notebook's judgements to take away.</summary>
internal static class RatingEndpoints
{
    /// <summary>The address of a file.</summary>
    /// <param name="form">"jsonl" or "csv".</param>
    /// <param name="asked">Only what this rate cell asked.</param>
    public static string Address(NotebookId notebook, string form, CellId? asked) =>
        $"/n/{notebook.Value}/judgements.{form}{(asked is { } cell ? $"?cell={cell.Value}" : "")}";

    public static void MapRatings(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/n/{id:guid}/judgements.jsonl", (Guid id, Guid? cell, HttpContext http, NotebookLibrary notebooks, AccountDirectory accounts, CancellationToken ct) =>
            FileAsync(id, cell, "jsonl", "application/jsonl; charset=utf-8", JudgementFiles.ToJsonLines, http.User, notebooks, accounts, ct));
        endpoints.MapGet("/n/{id:guid}/judgements.csv", (Guid id, Guid? cell, HttpContext http, NotebookLibrary notebooks, AccountDirectory accounts, CancellationToken ct) =>
            FileAsync(id, cell, "csv", "text/csv; charset=utf-8", JudgementFiles.ToCsv, http.User, notebooks, accounts, ct));
    }

    private static async Task<IResult> FileAsync(
        Guid id,
        Guid? cell,
        string form,
        string type,
        Func<IEnumerable<JudgementRecord>, string> write,
        ClaimsPrincipal user,
        NotebookLibrary notebooks,
        AccountDirectory accounts,
        CancellationToken ct)
    {
        // Whether a notebook is closed to somebody or is not there, they learn nothing of it.
        if (SignedInPerson.Of(user) is not { } reader
            || await notebooks.OpenAsync(new NotebookId(id), ct).ConfigureAwait(false) is not { } notebook
            || notebook.RoleOf(reader) is null)
        {
            return Results.NotFound();
        }

        IReadOnlyList<JudgementRecord> records = JudgementRecords.Of(notebook.State, accounts.NameOf, cell is { } asked ? new CellId(asked) : null);
        return Results.File(Encoding.UTF8.GetBytes(write(records)), type, $"judgements.{form}");
    }
}
