using System.Runtime.InteropServices;

namespace MiniHF.Engine.Datasets.Xz;

/// <summary>What a file packed with <c>xz</c> holds.</summary>
internal sealed unsafe class XzStream : ForwardStream
{
    /// <summary>As much as <c>xz -9</c> asks for, several times over; more is asked for only to do harm.</summary>
    private const ulong MostMemory = 512UL << 20;

    private const int BufferBytes = 1 << 16;

    private readonly byte[] _buffer = GC.AllocateArray<byte>(BufferBytes, pinned: true);
    private LzmaState* _state;
    private bool _isAtEnd;

    /// <exception cref="UserFacingException">liblzma is missing.</exception>
    public XzStream(Stream packed)
        : base(packed)
    {
        _state = (LzmaState*)NativeMemory.AllocZeroed((nuint)sizeof(LzmaState));
        try
        {
            Check(Lzma.lzma_stream_decoder(_state, MostMemory, Lzma.Concatenated));
        }
        catch (Exception e)
        {
            NativeMemory.Free(_state);
            _state = null;
            throw e is DllNotFoundException ? new UserFacingException("liblzma, which unpacks .xz files, is missing: apt-get install -y liblzma5, or unpack the file.", e) : e;
        }
    }

    /// <exception cref="InvalidDataException">It is broken, cut short, or no such file.</exception>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_state is null, this);
        if (buffer.IsEmpty || _isAtEnd)
        {
            return 0;
        }

        fixed (byte* target = buffer)
        {
            _state->NextOut = target;
            _state->AvailableOut = (nuint)buffer.Length;
            while (_state->AvailableOut == (nuint)buffer.Length && !_isAtEnd)
            {
                bool isLast = Fill();
                int result = Lzma.lzma_code(_state, isLast ? Lzma.Finish : Lzma.Run);
                _isAtEnd = result == Lzma.StreamEnd;
                if (!_isAtEnd)
                {
                    Check(result);
                }
            }

            return buffer.Length - (int)_state->AvailableOut;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_state is not null)
        {
            Lzma.lzma_end(_state);
            NativeMemory.Free(_state);
            _state = null;
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads on where all that was read is used. Gives whether nothing more comes.</summary>
    private bool Fill()
    {
        if (_state->AvailableIn > 0)
        {
            return false;
        }

        int read = Inner.Read(_buffer);
        _state->NextIn = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
        _state->AvailableIn = (nuint)read;
        return read == 0;
    }

    private static void Check(int result)
    {
        if (result != Lzma.Ok)
        {
            throw new InvalidDataException(result switch
            {
                Lzma.NotThisFormat => "it is no .xz file",
                Lzma.MemoryLimit => "unpacking it asks for more memory than any honest .xz file does",
                _ => "it is broken, or cut short",
            });
        }
    }
}
