// Element by element: one tensor, two tensors, a tensor and a number.
#include "shim.h"

using namespace mhf;

int32_t mhf_tensor_sqrt(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sqrt(); });
}

int32_t mhf_tensor_rsqrt(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).rsqrt(); });
}

int32_t mhf_tensor_exp(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).exp(); });
}

int32_t mhf_tensor_log(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).log(); });
}

int32_t mhf_tensor_log1p(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).log1p(); });
}

int32_t mhf_tensor_abs(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).abs(); });
}

int32_t mhf_tensor_neg(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).neg(); });
}

int32_t mhf_tensor_sin(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sin(); });
}

int32_t mhf_tensor_cos(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).cos(); });
}

int32_t mhf_tensor_tanh(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).tanh(); });
}

int32_t mhf_tensor_sigmoid(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sigmoid(); });
}

int32_t mhf_tensor_erf(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).erf(); });
}

int32_t mhf_tensor_reciprocal(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).reciprocal(); });
}

int32_t mhf_tensor_square(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).square(); });
}

int32_t mhf_tensor_sign(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sign(); });
}

int32_t mhf_tensor_floor(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).floor(); });
}

int32_t mhf_tensor_ceil(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).ceil(); });
}

int32_t mhf_tensor_round(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).round(); });
}

int32_t mhf_tensor_logical_not(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).logical_not(); });
}

int32_t mhf_tensor_isfinite(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return at::isfinite(value(self)); });
}

int32_t mhf_tensor_isnan(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return at::isnan(value(self)); });
}

int32_t mhf_tensor_isinf(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return at::isinf(value(self)); });
}

int32_t mhf_tensor_neg_(mhf_tensor* self)
{
    return guarded([&] { value(self).neg_(); });
}

int32_t mhf_tensor_zero_(mhf_tensor* self)
{
    return guarded([&] { value(self).zero_(); });
}

int32_t mhf_tensor_sqrt_(mhf_tensor* self)
{
    return guarded([&] { value(self).sqrt_(); });
}

int32_t mhf_tensor_exp_(mhf_tensor* self)
{
    return guarded([&] { value(self).exp_(); });
}

int32_t mhf_tensor_log_(mhf_tensor* self)
{
    return guarded([&] { value(self).log_(); });
}

int32_t mhf_tensor_reciprocal_(mhf_tensor* self)
{
    return guarded([&] { value(self).reciprocal_(); });
}

int32_t mhf_tensor_add(const mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).add(value(other), scalar(alpha)); });
}

int32_t mhf_tensor_add_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).add(scalar(other)); });
}

int32_t mhf_tensor_add_(mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha)
{
    return guarded([&] { value(self).add_(value(other), scalar(alpha)); });
}

int32_t mhf_tensor_add_scalar_(mhf_tensor* self, mhf_scalar other)
{
    return guarded([&] { value(self).add_(scalar(other)); });
}

int32_t mhf_tensor_sub(const mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sub(value(other), scalar(alpha)); });
}

int32_t mhf_tensor_sub_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sub(scalar(other)); });
}

int32_t mhf_tensor_sub_(mhf_tensor* self, const mhf_tensor* other, mhf_scalar alpha)
{
    return guarded([&] { value(self).sub_(value(other), scalar(alpha)); });
}

int32_t mhf_tensor_sub_scalar_(mhf_tensor* self, mhf_scalar other)
{
    return guarded([&] { value(self).sub_(scalar(other)); });
}

int32_t mhf_tensor_mul(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).mul(value(other)); });
}

int32_t mhf_tensor_mul_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).mul(scalar(other)); });
}

int32_t mhf_tensor_mul_(mhf_tensor* self, const mhf_tensor* other)
{
    return guarded([&] { value(self).mul_(value(other)); });
}

int32_t mhf_tensor_mul_scalar_(mhf_tensor* self, mhf_scalar other)
{
    return guarded([&] { value(self).mul_(scalar(other)); });
}

int32_t mhf_tensor_div(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).div(value(other)); });
}

int32_t mhf_tensor_div_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).div(scalar(other)); });
}

int32_t mhf_tensor_div_(mhf_tensor* self, const mhf_tensor* other)
{
    return guarded([&] { value(self).div_(value(other)); });
}

int32_t mhf_tensor_div_scalar_(mhf_tensor* self, mhf_scalar other)
{
    return guarded([&] { value(self).div_(scalar(other)); });
}

int32_t mhf_tensor_rsub_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return at::rsub(value(self), scalar(other)); });
}

int32_t mhf_tensor_remainder_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).remainder(scalar(other)); });
}

int32_t mhf_tensor_floor_divide_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).floor_divide(scalar(other)); });
}

int32_t mhf_tensor_pow(const mhf_tensor* self, const mhf_tensor* exponent, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).pow(value(exponent)); });
}

int32_t mhf_tensor_pow_scalar(const mhf_tensor* self, mhf_scalar exponent, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).pow(scalar(exponent)); });
}

int32_t mhf_tensor_eq(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).eq(value(other)); });
}

int32_t mhf_tensor_eq_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).eq(scalar(other)); });
}

int32_t mhf_tensor_ne(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).ne(value(other)); });
}

int32_t mhf_tensor_ne_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).ne(scalar(other)); });
}

int32_t mhf_tensor_lt(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).lt(value(other)); });
}

int32_t mhf_tensor_lt_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).lt(scalar(other)); });
}

int32_t mhf_tensor_le(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).le(value(other)); });
}

int32_t mhf_tensor_le_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).le(scalar(other)); });
}

int32_t mhf_tensor_gt(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).gt(value(other)); });
}

int32_t mhf_tensor_gt_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).gt(scalar(other)); });
}

int32_t mhf_tensor_ge(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).ge(value(other)); });
}

int32_t mhf_tensor_ge_scalar(const mhf_tensor* self, mhf_scalar other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).ge(scalar(other)); });
}

int32_t mhf_tensor_logical_and(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).logical_and(value(other)); });
}

int32_t mhf_tensor_logical_or(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).logical_or(value(other)); });
}

int32_t mhf_tensor_maximum(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).maximum(value(other)); });
}

int32_t mhf_tensor_minimum(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).minimum(value(other)); });
}

int32_t mhf_tensor_clamp(const mhf_tensor* self, mhf_scalar lower, mhf_scalar upper, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).clamp(maybe(lower), maybe(upper)); });
}

int32_t mhf_tensor_clamp_(mhf_tensor* self, mhf_scalar lower, mhf_scalar upper)
{
    return guarded([&] { value(self).clamp_(maybe(lower), maybe(upper)); });
}

int32_t mhf_tensor_lerp_scalar(const mhf_tensor* self, const mhf_tensor* end, mhf_scalar weight, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).lerp(value(end), scalar(weight)); });
}

int32_t mhf_tensor_lerp_scalar_(mhf_tensor* self, const mhf_tensor* end, mhf_scalar weight)
{
    return guarded([&] { value(self).lerp_(value(end), scalar(weight)); });
}

int32_t mhf_tensor_addcmul_(mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar factor)
{
    return guarded([&] { value(self).addcmul_(value(first), value(second), scalar(factor)); });
}

int32_t mhf_tensor_addcdiv_(mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar factor)
{
    return guarded([&] { value(self).addcdiv_(value(first), value(second), scalar(factor)); });
}

int32_t mhf_tensor_fill_(mhf_tensor* self, mhf_scalar fill)
{
    return guarded([&] { value(self).fill_(scalar(fill)); });
}
