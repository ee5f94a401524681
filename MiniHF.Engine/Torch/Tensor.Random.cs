using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor normal_(double mean = 0.0, double stddev = 1.0, Generator? generator = null) =>
            InPlace(mhf_random_normal_(Handle, mean, stddev, Of(generator)));

        public Tensor uniform_(double from = 0.0, double to = 1.0, Generator? generator = null) =>
            InPlace(mhf_random_uniform_(Handle, from, to, Of(generator)));

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) =>
            InPlace(mhf_random_exponential_(Handle, lambda, Of(generator)));

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace(mhf_random_bernoulli_(Handle, p, Of(generator)));

        private static Interop.GeneratorHandle Of(Generator? generator) => generator?.Handle ?? Interop.GeneratorHandle.None;
    }
}
