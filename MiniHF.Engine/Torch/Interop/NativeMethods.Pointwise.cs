using System.Runtime.InteropServices;

namespace MiniHF.Engine.Torch.Interop;

/// <content>Element by element.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sqrt(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_rsqrt(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_exp(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_log(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_log1p(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_abs(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_neg(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sin(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_cos(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_tanh(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sigmoid(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_erf(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_reciprocal(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_square(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sign(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_floor(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_ceil(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_round(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_logical_not(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_isfinite(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_isnan(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_isinf(TensorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_neg_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_zero_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sqrt_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_exp_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_log_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_reciprocal_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_add(TensorHandle self, TensorHandle other, Scalar alpha, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_add_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_add_(TensorHandle self, TensorHandle other, Scalar alpha);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_add_scalar_(TensorHandle self, Scalar other);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sub(TensorHandle self, TensorHandle other, Scalar alpha, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sub_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sub_(TensorHandle self, TensorHandle other, Scalar alpha);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_sub_scalar_(TensorHandle self, Scalar other);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mul(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mul_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mul_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_mul_scalar_(TensorHandle self, Scalar other);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_div(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_div_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_div_(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_div_scalar_(TensorHandle self, Scalar other);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_rsub_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_remainder_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_floor_divide_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_pow(TensorHandle self, TensorHandle exponent, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_pow_scalar(TensorHandle self, Scalar exponent, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_eq(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_eq_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_ne(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_ne_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_lt(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_lt_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_le(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_le_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_gt(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_gt_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_ge(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_ge_scalar(TensorHandle self, Scalar other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_logical_and(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_logical_or(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_maximum(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_minimum(TensorHandle self, TensorHandle other, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_clamp(TensorHandle self, Scalar lower, Scalar upper, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_clamp_(TensorHandle self, Scalar lower, Scalar upper);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_lerp_scalar(TensorHandle self, TensorHandle end, Scalar weight, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_lerp_scalar_(TensorHandle self, TensorHandle end, Scalar weight);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_addcmul_(TensorHandle self, TensorHandle first, TensorHandle second, Scalar factor);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_addcdiv_(TensorHandle self, TensorHandle first, TensorHandle second, Scalar factor);

    [LibraryImport(Library)]
    internal static partial int mhf_tensor_fill_(TensorHandle self, Scalar fill);
}
