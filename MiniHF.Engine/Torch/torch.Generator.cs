using MiniHF.Engine.Torch.Interop;
using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    /// <summary>Seeds the default generators of every device.</summary>
    public static void manual_seed(long seed) => Check(mhf_random_manual_seed(seed));

    /// <summary>A stream of random numbers with a seed of its own.</summary>
    public sealed class Generator : IDisposable
    {
        /// <param name="seed">The seed.</param>
        /// <param name="device">Where the numbers are drawn; the processor unless said.</param>
        public Generator(long seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            Check(mhf_random_generator_new(seed, (int)this.device.type, this.device.index, out var generator), nameof(Generator));
            Handle = new GeneratorHandle(generator);
        }

        public Device device { get; }

        internal GeneratorHandle Handle { get; }

        /// <summary>Starts the stream of another seed.</summary>
        public Generator manual_seed(long seed)
        {
            Check(mhf_random_generator_manual_seed(Handle, seed));
            return this;
        }

        public long initial_seed()
        {
            Check(mhf_random_generator_initial_seed(Handle, out var seed));
            return seed;
        }

        /// <summary>Where the stream stands, for <see cref="set_state"/>.</summary>
        public Tensor get_state() => Result(mhf_random_generator_get_state(Handle, out var result), result);

        public void set_state(Tensor state) => Check(mhf_random_generator_set_state(Handle, state.Handle));

        public void Dispose() => Handle.Dispose();
    }
}
