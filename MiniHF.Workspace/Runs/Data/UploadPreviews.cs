using System.Collections.Concurrent;
using MiniHF.Engine;
using MiniHF.Engine.Datasets;
using MiniHF.Engine.Training;

namespace MiniHF.Workspace.Runs.Data;

/// <summary>Looks into uploaded files. A file never changes, so each is read once for each kind of recipe.</summary>
internal sealed class UploadPreviews(RunUploads uploads)
{
    private const int MostKept = 64;
    private const int Examples = 4;

    private readonly ConcurrentDictionary<(UploadSource, string Recipe, bool Draws), Lazy<Task<RunSourcePreview>>> _known = new();

    /// <summary>What a recipe finds in a file; with a problem where that is nothing.</summary>
    /// <exception cref="UserFacingException">The file is not there any more.</exception>
    public Task<RunSourcePreview> OfAsync(UploadSource upload, TrainingRecipe recipe, CancellationToken ct)
    {
        string path = uploads.PathOf(upload);
        if (_known.Count > MostKept)
        {
            _known.Clear();
        }

        // Not the asker's token: another form may wait for the same reading.
        return _known.GetOrAdd(
            (upload with { Weight = 1 }, recipe.Name, recipe is DpoRecipe { Constitution: not null }),
            _ => new Lazy<Task<RunSourcePreview>>(() => Task.Run(() => Read(upload.File, path, recipe)))).Value.WaitAsync(ct);
    }

    private static RunSourcePreview Read(string name, string path, TrainingRecipe recipe)
    {
        try
        {
            DataFile file = DataFileReader.Read(new DataSource(path), CancellationToken.None);
            int count = 0;
            long characters = 0;
            List<RunItem> examples = [];
            foreach ((DataItem item, int place) in file.Items.Select((item, place) => (item, place)))
            {
                if (RecipeData.Shown(recipe, item) is { } shown)
                {
                    count++;
                    characters += shown.Shown.Length;
                    // From all over, not the first few.
                    if (place >= (long)examples.Count * file.Items.Count / Examples && examples.Count < Examples)
                    {
                        examples.Add(shown);
                    }
                }
            }

            return new RunSourcePreview(
                name, count, examples, characters, 0, count == 0 ? FormattableString.Invariant($"{name} has {file.Items.Count} {(file.Items.Count == 1 ? "item, which is" : "items, none of which is")} {(file.Items.Count == 1 ? "not " : "")}of use here. This needs {RecipeData.Needs(recipe)}.") : null)
            {
                Notice = file.Skipped.Count > 0 && count > 0 ? $"Left out: {string.Join("; ", file.Skipped.Take(2))}{(file.Skipped.Count > 2 ? $"; and {file.Skipped.Count - 2} more" : "")}" : null,
            };
        }
        catch (UserFacingException e)
        {
            string said = e.Message.Replace(path, name, StringComparison.Ordinal);
            return new RunSourcePreview(name, 0, [], 0, 0, $"{said.TrimEnd('.')}. This needs {RecipeData.Needs(recipe)}.");
        }
    }
}
