using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MiniHF.Engine;

namespace MiniHF.Workspace.Runs.Data;

/// <summary>Files people uploaded to learn from: in the data folder, each in a folder named after its hash, so that the same file is kept once.</summary>
public sealed class RunUploads(string folder, IOptions<RunOptions> options)
{
    private static readonly string[] s_kinds = [".zip", ".jsonl", ".txt", ".jsonl.gz", ".txt.gz"];

    /// <summary>What a file picker offers.</summary>
    public static string Accepted => ".zip,.jsonl,.txt,.gz";

    /// <summary>The most bytes a file may have.</summary>
    public long MostBytes => options.Value.UploadMegabytes * 1_000_000L;

    /// <summary>Keeps a file.</summary>
    /// <exception cref="UserFacingException">It is of no known kind, too large or empty.</exception>
    public async Task<UploadSource> AddAsync(string name, Stream content, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        string file = CheckName(name);
        Directory.CreateDirectory(folder);
        string aside = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            string hash;
            await using (FileStream target = new(aside, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                await CopyAsync(content, target, file, ct).ConfigureAwait(false);
                target.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(target, ct).ConfigureAwait(false));
            }

            string home = Path.Combine(folder, hash);
            Directory.CreateDirectory(home);
            File.Move(aside, Path.Combine(home, file), overwrite: true);
            return new UploadSource(file, hash);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Where an uploaded file is.</summary>
    /// <exception cref="UserFacingException">It is not there any more.</exception>
    public string PathOf(UploadSource upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        string path = Path.Combine(folder, CheckHash(upload.Sha256), CheckName(upload.File));
        return File.Exists(path) ? path : throw new UserFacingException($"{upload.File} is not among the uploaded files of this server: upload it again.");
    }

    private async Task CopyAsync(Stream content, FileStream target, string file, CancellationToken ct)
    {
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0;)
        {
            if (target.Length + read > MostBytes)
            {
                throw new UserFacingException(string.Create(
                    CultureInfo.InvariantCulture, $"{file} is larger than {options.Value.UploadMegabytes} MB. Split it, or raise Runs:UploadMegabytes in the settings."));
            }

            await target.WriteAsync(buffer.AsMemory(0, read), ct).ConfigureAwait(false);
        }

        if (target.Length == 0)
        {
            throw new UserFacingException($"{file} is empty.");
        }
    }

    private static string CheckName(string name)
    {
        string file = Path.GetFileName(name?.Replace('\\', '/') ?? "");
        return s_kinds.Any(kind => file.EndsWith(kind, StringComparison.OrdinalIgnoreCase)) && file.Length <= 200
            ? file
            : throw new UserFacingException($"{(file.Length == 0 ? "A file without a name" : file)} cannot be learnt from: upload a .zip of texts and conversations, lines of JSON (.jsonl) or plain text (.txt).");
    }

    private static string CheckHash(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? hash : throw new UserFacingException("The uploaded file is named wrongly: upload it again.");
}
