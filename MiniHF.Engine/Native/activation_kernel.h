// The activations of feed-forward layers. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// 1 / (1 + e^-x), without overflow on either side.
inline vec sigmoid(vec x)
{
    const vec small = exp_nonpositive(x < vec{} ? x : -x);
    const vec upper = broadcast(1.0f) / (broadcast(1.0f) + small);
    return x < vec{} ? small * upper : upper;
}

// P(Z <= x) for a standard normal Z: erfc by Abramowitz and Stegun 7.1.26, within 1.5e-7.
inline vec normal_cdf(vec x)
{
    const vec z = (x < vec{} ? -x : x) * broadcast(0.70710678f);
    const vec t = broadcast(1.0f) / fma(z, broadcast(0.3275911f), broadcast(1.0f));
    vec p = broadcast(1.061405429f);
    p = fma(p, t, broadcast(-1.453152027f));
    p = fma(p, t, broadcast(1.421413741f));
    p = fma(p, t, broadcast(-0.284496736f));
    p = fma(p, t, broadcast(0.254829592f));
    const vec half_tail = broadcast(0.5f) * (p * t) * exp_nonpositive(-z * z);
    return x < vec{} ? half_tail : broadcast(1.0f) - half_tail;
}

template <activation_kind Kind> inline vec activated(vec x)
{
    if constexpr (Kind == activation_kind::silu)
    {
        return x * sigmoid(x);
    }
    else if constexpr (Kind == activation_kind::gelu)
    {
        return x * normal_cdf(x);
    }
    else if constexpr (Kind == activation_kind::gelu_tanh)
    {
        // (1 + tanh u) / 2 = sigmoid(2 u), with u = sqrt(2 / pi) (x + 0.044715 x^3).
        return x * sigmoid(broadcast(1.59576912f) * fma(broadcast(0.044715f) * x, x * x, x));
    }
    else
    {
        return x < vec{} ? vec{} : x;
    }
}

template <class T> inline void store_some(vec v, T* to, int64_t count)
{
    float numbers[lanes];
    store(v, numbers);
    for (int64_t i = 0; i < count; i++)
    {
        from_float(numbers[i], to + i);
    }
}

// Every element goes through the same instructions, wherever in the array it lies.
template <activation_kind Kind, class T> void activate_array(const T* x, const T* factor, T* out, int64_t count)
{
    const vec one = broadcast(1.0f);
    int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
    {
        const vec v = activated<Kind>(load(x + i)) * (factor != nullptr ? load(factor + i) : one);
        store_some(v, out + i, lanes);
    }
    if (i < count)
    {
        const vec v = activated<Kind>(load_some(x + i, count - i)) * (factor != nullptr ? load_some(factor + i, count - i) : one);
        store_some(v, out + i, count - i);
    }
}

template <class T> void activate(const T* x, const T* factor, T* out, int64_t count, activation_kind kind)
{
    switch (kind)
    {
    case activation_kind::silu:
        activate_array<activation_kind::silu>(x, factor, out, count);
        break;
    case activation_kind::gelu:
        activate_array<activation_kind::gelu>(x, factor, out, count);
        break;
    case activation_kind::gelu_tanh:
        activate_array<activation_kind::gelu_tanh>(x, factor, out, count);
        break;
    case activation_kind::relu:
        activate_array<activation_kind::relu>(x, factor, out, count);
        break;
    }
}
}
}
