using static MiniHF.Engine.Torch.Interop.Native;
using static MiniHF.Engine.Torch.Interop.NativeMethods;

namespace MiniHF.Engine.Torch;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor sqrt() => Result(mhf_tensor_sqrt(Handle, out var result), result);

        public Tensor rsqrt() => Result(mhf_tensor_rsqrt(Handle, out var result), result);

        public Tensor exp() => Result(mhf_tensor_exp(Handle, out var result), result);

        public Tensor log() => Result(mhf_tensor_log(Handle, out var result), result);

        public Tensor log1p() => Result(mhf_tensor_log1p(Handle, out var result), result);

        public Tensor abs() => Result(mhf_tensor_abs(Handle, out var result), result);

        public Tensor neg() => Result(mhf_tensor_neg(Handle, out var result), result);

        public Tensor sin() => Result(mhf_tensor_sin(Handle, out var result), result);

        public Tensor cos() => Result(mhf_tensor_cos(Handle, out var result), result);

        public Tensor tanh() => Result(mhf_tensor_tanh(Handle, out var result), result);

        public Tensor sigmoid() => Result(mhf_tensor_sigmoid(Handle, out var result), result);

        public Tensor erf() => Result(mhf_tensor_erf(Handle, out var result), result);

        public Tensor reciprocal() => Result(mhf_tensor_reciprocal(Handle, out var result), result);

        public Tensor square() => Result(mhf_tensor_square(Handle, out var result), result);

        public Tensor sign() => Result(mhf_tensor_sign(Handle, out var result), result);

        public Tensor floor() => Result(mhf_tensor_floor(Handle, out var result), result);

        public Tensor ceil() => Result(mhf_tensor_ceil(Handle, out var result), result);

        public Tensor round() => Result(mhf_tensor_round(Handle, out var result), result);

        public Tensor logical_not() => Result(mhf_tensor_logical_not(Handle, out var result), result);

        public Tensor isfinite() => Result(mhf_tensor_isfinite(Handle, out var result), result);

        public Tensor isnan() => Result(mhf_tensor_isnan(Handle, out var result), result);

        public Tensor isinf() => Result(mhf_tensor_isinf(Handle, out var result), result);

        public Tensor neg_() => InPlace(mhf_tensor_neg_(Handle));

        public Tensor zero_() => InPlace(mhf_tensor_zero_(Handle));

        public Tensor sqrt_() => InPlace(mhf_tensor_sqrt_(Handle));

        public Tensor exp_() => InPlace(mhf_tensor_exp_(Handle));

        public Tensor log_() => InPlace(mhf_tensor_log_(Handle));

        public Tensor reciprocal_() => InPlace(mhf_tensor_reciprocal_(Handle));

        public Tensor add(Tensor other) => Result(mhf_tensor_add(Handle, other.Handle, 1, out var result), result);

        public Tensor add(Tensor other, Scalar alpha) => Result(mhf_tensor_add(Handle, other.Handle, alpha, out var result), result);

        public Tensor add(Scalar other) => Result(mhf_tensor_add_scalar(Handle, other, out var result), result);

        public Tensor add_(Tensor other) => InPlace(mhf_tensor_add_(Handle, other.Handle, 1));

        public Tensor add_(Tensor other, Scalar alpha) => InPlace(mhf_tensor_add_(Handle, other.Handle, alpha));

        public Tensor add_(Scalar other) => InPlace(mhf_tensor_add_scalar_(Handle, other));

        public Tensor sub(Tensor other) => Result(mhf_tensor_sub(Handle, other.Handle, 1, out var result), result);

        public Tensor sub(Tensor other, Scalar alpha) => Result(mhf_tensor_sub(Handle, other.Handle, alpha, out var result), result);

        public Tensor sub(Scalar other) => Result(mhf_tensor_sub_scalar(Handle, other, out var result), result);

        public Tensor sub_(Tensor other) => InPlace(mhf_tensor_sub_(Handle, other.Handle, 1));

        public Tensor sub_(Tensor other, Scalar alpha) => InPlace(mhf_tensor_sub_(Handle, other.Handle, alpha));

        public Tensor sub_(Scalar other) => InPlace(mhf_tensor_sub_scalar_(Handle, other));

        public Tensor mul(Tensor other) => Result(mhf_tensor_mul(Handle, other.Handle, out var result), result);

        public Tensor mul(Scalar other) => Result(mhf_tensor_mul_scalar(Handle, other, out var result), result);

        public Tensor mul_(Tensor other) => InPlace(mhf_tensor_mul_(Handle, other.Handle));

        public Tensor mul_(Scalar other) => InPlace(mhf_tensor_mul_scalar_(Handle, other));

        public Tensor div(Tensor other) => Result(mhf_tensor_div(Handle, other.Handle, out var result), result);

        public Tensor div(Scalar other) => Result(mhf_tensor_div_scalar(Handle, other, out var result), result);

        public Tensor div_(Tensor other) => InPlace(mhf_tensor_div_(Handle, other.Handle));

        public Tensor div_(Scalar other) => InPlace(mhf_tensor_div_scalar_(Handle, other));

        public Tensor remainder(Scalar other) => Result(mhf_tensor_remainder_scalar(Handle, other, out var result), result);

        public Tensor floor_divide(Scalar other) => Result(mhf_tensor_floor_divide_scalar(Handle, other, out var result), result);

        public Tensor pow(Tensor exponent) => Result(mhf_tensor_pow(Handle, exponent.Handle, out var result), result);

        public Tensor pow(Scalar exponent) => Result(mhf_tensor_pow_scalar(Handle, exponent, out var result), result);

        public Tensor maximum(Tensor other) => Result(mhf_tensor_maximum(Handle, other.Handle, out var result), result);

        public Tensor minimum(Tensor other) => Result(mhf_tensor_minimum(Handle, other.Handle, out var result), result);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) =>
            Result(mhf_tensor_clamp(Handle, min ?? Scalar.None, max ?? Scalar.None, out var result), result);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(mhf_tensor_clamp_(Handle, min ?? Scalar.None, max ?? Scalar.None));

        public Tensor lerp(Tensor end, Scalar weight) => Result(mhf_tensor_lerp_scalar(Handle, end.Handle, weight, out var result), result);

        public Tensor lerp_(Tensor end, Scalar weight) => InPlace(mhf_tensor_lerp_scalar_(Handle, end.Handle, weight));

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(mhf_tensor_addcmul_(Handle, tensor1.Handle, tensor2.Handle, value));

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            InPlace(mhf_tensor_addcdiv_(Handle, tensor1.Handle, tensor2.Handle, value));

        public Tensor fill_(Scalar value) => InPlace(mhf_tensor_fill_(Handle, value));
    }
}
