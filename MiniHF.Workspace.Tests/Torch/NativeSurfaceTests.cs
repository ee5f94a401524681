using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using MiniHF.Engine.Torch.Interop;

namespace MiniHF.Workspace.Tests.Torch;

/// <summary>The C ABI as a whole: what is declared, bound and exported is one set, and nothing in it can throw.</summary>
public sealed partial class NativeSurfaceTests
{
    private const string Accessor = "mhf_last_error";

    [Fact]
    public void Definitions_AllExported_ReturnAStatusThroughTheWrapper()
    {
        var faults = new List<string>();
        foreach (var file in Directory.EnumerateFiles(SourceFolder(), "*.cpp"))
        {
            foreach (Match definition in Definition().Matches(File.ReadAllText(file)))
            {
                var name = definition.Groups["name"].Value;
                if (name != Accessor && (definition.Groups["type"].Value != "int32_t" || !WrappedBody().IsMatch(definition.Groups["body"].Value)))
                {
                    faults.Add($"{Path.GetFileName(file)}: {name}");
                }
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Declarations_OfTheHeaders_AreTheDefinitionsAndTheBindings()
    {
        var declared = Directory.EnumerateFiles(SourceFolder(), "mhf*.h")
            .SelectMany(file => Declaration().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value));
        var defined = Directory.EnumerateFiles(SourceFolder(), "*.cpp")
            .SelectMany(file => Definition().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value));

        Assert.Equal(declared.Order(StringComparer.Ordinal), Bindings().Order(StringComparer.Ordinal));
        Assert.Equal(declared.Order(StringComparer.Ordinal), defined.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Bindings_EachOne_IsExportedByTheLibrary()
    {
        Assert.DoesNotContain(Bindings(), name => !NativeLibrary.TryGetExport(NativeLibraryLoader.Library, name, out _));
    }

    private static IEnumerable<string> Bindings() =>
        typeof(NativeMethods).GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(m => m.Name)
            .Where(name => name.StartsWith("mhf_", StringComparison.Ordinal));

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MiniHF.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "MiniHF.Engine", "Native");
    }

    [GeneratedRegex(@"^(?<type>\w[\w ]*[\w*&])\s+\*?(?<name>mhf_\w+)\([^;{]*?\)\s*\{(?<body>.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\s*return (guarded|produce|produce_pair)\(")]
    private static partial Regex WrappedBody();

    [GeneratedRegex(@"^(int32_t |const char\* )(?<name>mhf_\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
