using System.Globalization;

namespace MiniHF.Engine.Training;

/// <summary>A process's place in a run that several share, as torchrun and its like tell it.</summary>
/// <param name="Rank">This process's number, from 0; the first one writes checkpoints and results.</param>
/// <param name="WorldSize">How many there are.</param>
/// <param name="MasterAddress">Host name or address of the first one.</param>
/// <param name="MasterPort">The port it listens on.</param>
public sealed record DistributedOptions(int Rank, int WorldSize, string MasterAddress, int MasterPort)
{
    public const string RankVariable = "RANK";
    public const string WorldSizeVariable = "WORLD_SIZE";
    public const string AddressVariable = "MASTER_ADDR";
    public const string PortVariable = "MASTER_PORT";

    /// <summary>The longest one process waits for another: at the start, at a step, while one measures what is held out.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The network interface that others reach this process through; null for the one that leads to the first process.</summary>
    public string? Interface { get; init; }

    /// <summary>Reads what the starter of the processes has set.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="UserFacingException">One is missing or out of range; says which and what is wanted.</exception>
    public static DistributedOptions Read(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        int size = Number(WorldSizeVariable, 1, int.MaxValue);
        return new DistributedOptions(Number(RankVariable, 0, size - 1), size, Text(AddressVariable), Number(PortVariable, 1, ushort.MaxValue))
        {
            Interface = variable("GLOO_SOCKET_IFNAME") is { Length: > 0 } name ? name : null,
        };

        string Text(string name) => variable(name) is { Length: > 0 } value
            ? value
            : throw new UserFacingException(
                $"--distributed needs {name} in the environment: start every process with {RankVariable}, {WorldSizeVariable}, {AddressVariable} and {PortVariable}, as torchrun does, or use --processes on one machine.");

        int Number(string name, int least, int most)
        {
            string text = Text(name);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
                ? value
                : throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\"; it must be a number from {least} to {most}."));
        }
    }
}
