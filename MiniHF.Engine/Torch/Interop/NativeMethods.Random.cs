using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Chance.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_random_manual_seed(long seed);

    [LibraryImport(Library)]
    internal static partial int mhf_random_generator_new(long seed, int deviceType, int deviceIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_generator_free(IntPtr handle);

    [LibraryImport(Library)]
    internal static partial int mhf_random_generator_manual_seed(GeneratorHandle generator, long seed);

    [LibraryImport(Library)]
    internal static partial int mhf_random_generator_initial_seed(GeneratorHandle generator, out long result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_generator_get_state(GeneratorHandle generator, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_generator_set_state(GeneratorHandle generator, TensorHandle state);

    [LibraryImport(Library)]
    internal static partial int mhf_random_rand(
        ReadOnlySpan<long> sizes, int count, int dtype, int deviceType, int deviceIndex, GeneratorHandle generator, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_randn(
        ReadOnlySpan<long> sizes, int count, int dtype, int deviceType, int deviceIndex, GeneratorHandle generator, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_randint(
        long low, long high, ReadOnlySpan<long> sizes, int count, int dtype, int deviceType, int deviceIndex, GeneratorHandle generator, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_randperm(long n, int dtype, int deviceType, int deviceIndex, GeneratorHandle generator, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_multinomial(
        TensorHandle self, long samples, int replacement, GeneratorHandle generator, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_random_normal_(TensorHandle self, double mean, double deviation, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int mhf_random_uniform_(TensorHandle self, double from, double to, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int mhf_random_exponential_(TensorHandle self, double rate, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int mhf_random_bernoulli_(TensorHandle self, double p, GeneratorHandle generator);
}
