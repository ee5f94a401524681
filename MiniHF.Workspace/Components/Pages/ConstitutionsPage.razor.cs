using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MiniHF.Engine;
using MiniHF.Workspace.Accounts;
using MiniHF.Workspace.Components.Feedback;
using MiniHF.Workspace.Components.Shared;
using MiniHF.Workspace.Library.Constitutions;

namespace MiniHF.Workspace.Components.Pages;

/// <summary>Every constitution of the workspace.</summary>
public sealed partial class ConstitutionsPage : LivePage
{
    private const int MostFiles = 20;
    private const long LargestFile = 4L * ConstitutionLibrary.LongestText;

    private PersonId _me;

    [Inject]
    public required ConstitutionLibrary Library { get; init; }

    [Inject]
    public required AccountDirectory Accounts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private List<SavedConstitution> Active => [.. Library.List().Where(constitution => !constitution.Archived)];

    private List<SavedConstitution> Archived => [.. Library.List().Where(constitution => constitution.Archived)];

    protected override async Task OnInitializedAsync()
    {
        _me = await Person.GetAsync();
        Listen(Library.Subscribe(() => InvokeAsync(StateHasChanged)));
    }

    private string NameOf(PersonId person) => person == _me ? "you" : Accounts.NameOf(person);

    private Task CreateAsync(bool example) => OpenNewAsync(
        example ? ExampleConstitution.Name : "New constitution",
        example ? ExampleConstitution.Text : "",
        example ? "The example" : "");

    private Task DuplicateAsync(SavedConstitution of) => OpenNewAsync(
        $"Copy of {of.Name}"[..Math.Min(ConstitutionLibrary.LongestName, of.Name.Length + 8)],
        of.Latest?.Text ?? "",
        of.Latest is { } version ? $"Copied from {of.ReferenceTo(version)}" : "");

    private async Task OpenNewAsync(string name, string text, string note)
    {
        ConstitutionId id = ConstitutionId.New();
        if (await TryAsync(() => Library.CreateAsync(id, name, text, note, _me, Closed)))
        {
            Navigation.NavigateTo($"constitutions/{id.Value}");
        }
    }

    private async Task ArchiveAsync(SavedConstitution constitution, bool archived)
    {
        if (await TryAsync(() => Library.ArchiveAsync(constitution.Id, archived, _me, Closed)) && archived)
        {
            Toasts.Say($"“{constitution.Name}” archived.", "Undo", () => TryAsync(() => Library.ArchiveAsync(constitution.Id, false, _me, Closed)));
        }
    }

    /// <summary>Takes files in as they are: what is wrong in one is shown where it is edited, at its line.</summary>
    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        Problem = null;
        ConstitutionId last = default;
        foreach (IBrowserFile file in chosen.GetMultipleFiles(MostFiles))
        {
            try
            {
                using Stream content = file.OpenReadStream(LargestFile, Closed);
                using StreamReader reader = new(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
                string text = (await reader.ReadToEndAsync(Closed)).ReplaceLineEndings("\n");
                string name = Path.GetFileNameWithoutExtension(file.Name).Replace('_', ' ').Trim();
                last = ConstitutionId.New();
                await Library.CreateAsync(last, name.Length == 0 ? "Imported" : name[..Math.Min(name.Length, ConstitutionLibrary.LongestName)], text, $"From the file {file.Name}", _me, Closed);
            }
            catch (UserFacingException e)
            {
                Problem = $"{file.Name}: {e.Message}";
            }
            catch (DecoderFallbackException)
            {
                Problem = $"{file.Name} is not text in UTF-8: save it as UTF-8 and import it again.";
            }
            catch (IOException)
            {
                Problem = $"{file.Name} is larger than a constitution may be.";
            }
        }

        if (chosen.FileCount == 1 && Problem is null)
        {
            Navigation.NavigateTo($"constitutions/{last.Value}");
        }
    }
}
