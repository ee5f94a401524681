using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Result(mhf_tensor_sum(Handle, type is { } t ? (int)t : -1, out var result), result);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Result(mhf_tensor_sum_dims(Handle, [dim], 1, keepdim ? 1 : 0, type is { } t ? (int)t : -1, out var result), result);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Result(mhf_tensor_sum_dims(Handle, dim, dim.Length, keepdim ? 1 : 0, type is { } t ? (int)t : -1, out var result), result);

        public Tensor mean(ScalarType? type = null) => Result(mhf_tensor_mean(Handle, type is { } t ? (int)t : -1, out var result), result);

        public Tensor mean(long dim, bool keepdim = false, ScalarType? type = null) =>
            Result(mhf_tensor_mean_dims(Handle, [dim], 1, keepdim ? 1 : 0, type is { } t ? (int)t : -1, out var result), result);

        public Tensor mean(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Result(mhf_tensor_mean_dims(Handle, dim, dim.Length, keepdim ? 1 : 0, type is { } t ? (int)t : -1, out var result), result);

        public Tensor var(bool unbiased = true) => Result(mhf_tensor_var(Handle, unbiased ? 1 : 0, out var result), result);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false) =>
            Result(mhf_tensor_var_dims(Handle, [dim], 1, unbiased ? 1 : 0, keepdim ? 1 : 0, out var result), result);

        public Tensor norm(float p = 2.0f) => Result(mhf_tensor_norm(Handle, p, out var result), result);

        public Tensor norm(long dim, bool keepdim = false, float p = 2.0f) =>
            Result(mhf_tensor_norm_dims(Handle, p, [dim], 1, keepdim ? 1 : 0, out var result), result);

        public Tensor max() => Result(mhf_tensor_max(Handle, out var result), result);

        public Tensor min() => Result(mhf_tensor_min(Handle, out var result), result);

        public Tensor amax(long dim, bool keepdim = false) => Result(mhf_tensor_amax(Handle, [dim], 1, keepdim ? 1 : 0, out var result), result);

        public Tensor amin(long dim, bool keepdim = false) => Result(mhf_tensor_amin(Handle, [dim], 1, keepdim ? 1 : 0, out var result), result);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) =>
            Result(mhf_tensor_max_dim(Handle, dim, keepdim ? 1 : 0, out var values, out var indexes), values, indexes);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) =>
            Result(mhf_tensor_min_dim(Handle, dim, keepdim ? 1 : 0, out var values, out var indexes), values, indexes);

        public Tensor argmax() => Result(mhf_tensor_argmax(Handle, out var result), result);

        public Tensor argmax(long dim, bool keepdim = false) => Result(mhf_tensor_argmax_dim(Handle, dim, keepdim ? 1 : 0, out var result), result);

        public Tensor argmin(long dim, bool keepdim = false) => Result(mhf_tensor_argmin_dim(Handle, dim, keepdim ? 1 : 0, out var result), result);

        public (Tensor values, Tensor indexes) topk(long k, long dim = -1, bool largest = true, bool sorted = true) =>
            Result(mhf_tensor_topk(Handle, k, dim, largest ? 1 : 0, sorted ? 1 : 0, out var values, out var indexes), values, indexes);

        public (Tensor values, Tensor indexes) sort(long dim = -1, bool descending = false) =>
            Result(mhf_tensor_sort(Handle, dim, descending ? 1 : 0, out var values, out var indexes), values, indexes);

        public Tensor argsort(long dim = -1, bool descending = false) =>
            Result(mhf_tensor_argsort(Handle, dim, descending ? 1 : 0, out var result), result);

        public Tensor cumsum(long dim, ScalarType? type = null) =>
            Result(mhf_tensor_cumsum(Handle, dim, type is { } t ? (int)t : -1, out var result), result);

        public Tensor logsumexp(long dim, bool keepdim = false) =>
            Result(mhf_tensor_logsumexp(Handle, [dim], 1, keepdim ? 1 : 0, out var result), result);

        public Tensor softmax(long dim, ScalarType? type = null) =>
            Result(mhf_tensor_softmax(Handle, dim, type is { } t ? (int)t : -1, out var result), result);

        public Tensor log_softmax(long dim, ScalarType? type = null) =>
            Result(mhf_tensor_log_softmax(Handle, dim, type is { } t ? (int)t : -1, out var result), result);

        public Tensor all() => Result(mhf_tensor_all(Handle, out var result), result);

        public Tensor any() => Result(mhf_tensor_any(Handle, out var result), result);

        public Tensor all(long dim, bool keepdim = false) => Result(mhf_tensor_all_dim(Handle, dim, keepdim ? 1 : 0, out var result), result);

        public Tensor any(long dim, bool keepdim = false) => Result(mhf_tensor_any_dim(Handle, dim, keepdim ? 1 : 0, out var result), result);

        /// <summary>Indices drawn by the weights of each row.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Result(mhf_random_multinomial(Handle, num_samples, replacement ? 1 : 0, Of(generator), out var result), result);
    }
}
