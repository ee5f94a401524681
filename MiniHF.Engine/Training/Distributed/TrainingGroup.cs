using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniHF.Engine.Training;

/// <summary>
/// The processes that share a run, each with a copy of the model and a part of every step's texts. All of them make the same
/// calls in the same order. Alone, every call gives back what it was given.
/// </summary>
public sealed class TrainingGroup : IDisposable
{
    /// <summary>Numbers sent at once: many small tensors go as one, and none so large that a copy of it matters.</summary>
    private const long BucketNumbers = 4 << 20;

    private static readonly JsonSerializerOptions s_format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly ProcessGroup? _group;

    private TrainingGroup(ProcessGroup? group)
    {
        _group = group;
    }

    /// <summary>One process with nobody beside it.</summary>
    public static TrainingGroup Alone { get; } = new(null);

    /// <summary>This process's number, from 0.</summary>
    public int Rank => _group?.rank ?? 0;

    public int Size => _group?.size ?? 1;

    public bool IsAlone => Size == 1;

    /// <summary>Whether this is the process that reads checkpoints and writes everything.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Joins the others, waiting until all have come.</summary>
    /// <exception cref="PeerLostException">Not all came in time, or they cannot reach each other.</exception>
    /// <exception cref="UserFacingException">This libtorch has no Gloo, or the first process's host is unknown.</exception>
    public static TrainingGroup Join(DistributedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.WorldSize == 1)
        {
            return Alone;
        }

        if (!distributed.is_gloo_available())
        {
            throw new UserFacingException("The libtorch in use has no Gloo, so that processes cannot train together: use Debian's, or leave --distributed out.");
        }

        try
        {
            return new TrainingGroup(distributed.init_process_group(
                options.MasterAddress, options.MasterPort, options.Rank, options.WorldSize, OwnAddress(options), options.Interface, options.Timeout));
        }
        catch (TorchException e)
        {
            throw new PeerLostException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {options.WorldSize} processes of this run did not find each other at {options.MasterAddress}:{options.MasterPort} within {options.Timeout.TotalSeconds:0} s: {FirstLine(e)} Start all of them, with the same address and port."),
                e);
        }
    }

    /// <summary>This process's part of a number of texts: some neighbours among them.</summary>
    internal Range Share(int count) => (int)((long)count * Rank / Size)..(int)((long)count * (Rank + 1) / Size);

    /// <exception cref="UserFacingException">There are fewer texts in a step than processes.</exception>
    internal void CheckShare(int perStep)
    {
        if (perStep < Size)
        {
            throw new UserFacingException(string.Create(
                CultureInfo.InvariantCulture, $"A step of {perStep} cannot be shared by {Size} processes: raise --batch-size, or start fewer."));
        }
    }

    /// <summary>Sums over all processes, each number by itself.</summary>
    internal double[] Sum(params double[] values)
    {
        if (_group is null)
        {
            return values;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor sums = tensor(values);
        Together(() => _group.all_reduce(sums));
        return sums.data<double>().ToArray();
    }

    /// <summary>Whether any process says so.</summary>
    internal bool Any(bool here) => _group is null ? here : Sum(here ? 1 : 0)[0] > 0;

    /// <summary>Adds up the gradients of all processes, in each of them.</summary>
    internal void SumGradients(IReadOnlyList<Tensor> parameters)
    {
        if (_group is null)
        {
            return;
        }

        foreach (Tensor[] bucket in Buckets(parameters))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor flat = cat([.. bucket.Select(parameter => (parameter.grad ?? zeros_like(parameter.detach())).to(float32).reshape(-1))]);
            Together(() => _group.all_reduce(flat));
            long at = 0;
            foreach (Tensor parameter in bucket)
            {
                Tensor sum = flat.narrow(0, at, parameter.numel()).view(parameter.shape).to(parameter.dtype);
                at += parameter.numel();
                if (parameter.grad is { } gradient)
                {
                    gradient.copy_(sum);
                }
                else
                {
                    parameter.grad = sum.clone();
                }
            }
        }
    }

    /// <summary>Gives every process the first one's numbers.</summary>
    internal void TakeFirstNumbers(IEnumerable<Tensor> tensors)
    {
        if (_group is null)
        {
            return;
        }

        using IDisposable noGrad = no_grad();
        foreach (Tensor own in tensors)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor sent = own.detach().contiguous();
            Together(() => _group.broadcast(sent, 0));
            own.copy_(sent);
        }
    }

    /// <summary>What the first process says.</summary>
    internal T TakeFirst<T>(T here) => _group is null ? here : Parse<T>(Sent(IsFirst ? JsonSerializer.SerializeToUtf8Bytes(here, s_format) : [], 0));

    /// <summary>The items of the first process, then those of the second, and so on.</summary>
    internal T[] Gather<T>(T[] here)
    {
        if (_group is null)
        {
            return here;
        }

        byte[] own = JsonSerializer.SerializeToUtf8Bytes(here, s_format);
        return [.. Enumerable.Range(0, Size).SelectMany(rank => Parse<T[]>(Sent(rank == Rank ? own : [], rank)))];
    }

    /// <summary>Waits until all are here.</summary>
    internal void Meet()
    {
        if (_group is not null)
        {
            Together(_group.barrier);
        }
    }

    public void Dispose() => _group?.Dispose();

    private static T Parse<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, s_format)!; // null only where null was sent

    private byte[] Sent(byte[] bytes, int from)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor length = tensor([(long)bytes.Length]);
        Together(() => _group!.broadcast(length, from)); // nobody sends alone
        Tensor sent = from == Rank ? from_bytes(bytes, [bytes.Length], uint8) : zeros([length.item<long>()], uint8);
        Together(() => _group!.broadcast(sent, from)); // as above
        return sent.data<byte>().ToArray();
    }

    private static IEnumerable<Tensor[]> Buckets(IReadOnlyList<Tensor> parameters)
    {
        List<Tensor> bucket = [];
        long numbers = 0;
        foreach (Tensor parameter in parameters)
        {
            if (bucket.Count > 0 && numbers + parameter.numel() > BucketNumbers)
            {
                yield return [.. bucket];
                bucket.Clear();
                numbers = 0;
            }

            bucket.Add(parameter);
            numbers += parameter.numel();
        }

        if (bucket.Count > 0)
        {
            yield return [.. bucket];
        }
    }

    private void Together(Action call)
    {
        try
        {
            call();
        }
        catch (TorchException e)
        {
            throw new PeerLostException(string.Create(
                CultureInfo.InvariantCulture, $"Process {Rank} of {Size} lost the others: one ended, hangs, or is out of reach ({FirstLine(e)})."), e);
        }
    }

    /// <summary>The address by which this machine reaches the first process: others reach it there too.</summary>
    private static string OwnAddress(DistributedOptions options)
    {
        try
        {
            // Connecting sends nothing: it only has the system choose a way.
            using Socket socket = new(SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(options.MasterAddress, options.MasterPort);
            return ((IPEndPoint)socket.LocalEndPoint!).Address is { IsIPv4MappedToIPv6: true } mapped // connected, so it has one
                ? mapped.MapToIPv4().ToString()
                : ((IPEndPoint)socket.LocalEndPoint!).Address.ToString(); // as above
        }
        catch (SocketException e)
        {
            throw new UserFacingException($"{DistributedOptions.AddressVariable} is {options.MasterAddress}, which cannot be reached: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static string FirstLine(TorchException e) => e.Reason.Split('\n')[0].Trim() is { Length: > 0 } line ? line : "no reason was given.";
}
