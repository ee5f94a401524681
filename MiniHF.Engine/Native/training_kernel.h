// What training needs beside inference: the gradients of fused functions, and causal weights. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "activation_kernel.h"
#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// The gradient of x * factor * weight, where factor is 1 / sqrt(mean(x^2) + eps). weight_gradient, which may be null, is added to.
template <class T> void rms_norm_gradient(
    const T* x, const T* weight, const T* gradient, T* out, float* weight_gradient, int64_t rows, int64_t width, float eps)
{
    for (int64_t row = 0; row < rows; row++, x += width, gradient += width, out += width)
    {
        vec squares = {};
        vec products = {};
        int64_t i = 0;
        for (; i + lanes <= width; i += lanes)
        {
            const vec v = load(x + i);
            squares = fma(v, v, squares);
            products = fma(v * load(weight + i), load(gradient + i), products);
        }
        if (i < width)
        {
            const vec v = load_some(x + i, width - i);
            squares = fma(v, v, squares);
            products = fma(v * load_some(weight + i, width - i), load_some(gradient + i, width - i), products);
        }
        const float factor = 1.0f / __builtin_sqrtf(sum(squares) / static_cast<float>(width) + eps);
        const float along = sum(products) * factor * factor * factor / static_cast<float>(width);
#pragma GCC ivdep
        for (i = 0; i < width; i++)
        {
            from_float(to_float(gradient[i]) * to_float(weight[i]) * factor - to_float(x[i]) * along, out + i);
        }
        if (weight_gradient != nullptr)
        {
#pragma GCC ivdep
            for (i = 0; i < width; i++)
            {
                weight_gradient[i] += to_float(gradient[i]) * to_float(x[i]) * factor;
            }
        }
    }
}

// The gradients of silu(x) * factor by both.
template <class T> void gated_silu_gradient(const T* x, const T* factor, const T* gradient, T* by_x, T* by_factor, int64_t count)
{
    for (int64_t i = 0; i < count; i += lanes)
    {
        const int64_t some = count - i < lanes ? count - i : lanes;
        const vec v = some == lanes ? load(x + i) : load_some(x + i, some);
        const vec f = some == lanes ? load(factor + i) : load_some(factor + i, some);
        const vec g = some == lanes ? load(gradient + i) : load_some(gradient + i, some);
        const vec s = sigmoid(v);
        store_some(g * f * s * (broadcast(1.0f) + v * (broadcast(1.0f) - s)), by_x + i, some);
        store_some(g * v * s, by_factor + i, some);
    }
}

// softmax(scale * x) over what each of (length, length) rows sees: itself and those before it. The rest becomes 0. In place.
template <class T> void causal_softmax(T* scores, int64_t length, float scale, float* scratch)
{
    for (int64_t row = 0; row < length; row++, scores += length)
    {
        const int64_t seen = row + 1;
        vec most = broadcast(-3.0e38f);
        int64_t i = 0;
        for (; i + lanes <= seen; i += lanes)
        {
            const vec v = load(scores + i) * broadcast(scale);
            store(v, scratch + i);
            most = v > most ? v : most;
        }
        float top = largest(most);
        for (; i < seen; i++)
        {
            scratch[i] = to_float(scores[i]) * scale;
            top = scratch[i] > top ? scratch[i] : top;
        }
        for (; i % lanes != 0; i++)
        {
            scratch[i] = -3.0e38f;
        }
        vec sums = {};
        const vec shift = broadcast(top);
        for (int64_t j = 0; j < i; j += lanes)
        {
            // What stands behind the end adds e^-87 a number.
            const vec e = exp_nonpositive(load(scratch + j) - shift);
            store(e, scratch + j);
            sums = sums + e;
        }
        const vec factor = broadcast(1.0f / sum(sums));
        int64_t j = 0;
        for (; j + lanes <= seen; j += lanes)
        {
            store_some(load(scratch + j) * factor, scores + j, lanes);
        }
        for (; j < seen; j++)
        {
            from_float(scratch[j] * factor[0], scores + j);
        }
        __builtin_memset(scores + seen, 0, static_cast<unsigned long>(length - seen) * sizeof(T));
    }
}

// From the gradient by the weights to that by what went into causal_softmax: scale * w * (g - sum(w * g)). In place of the gradient.
template <class T> void causal_softmax_gradient(const T* weights, T* gradient, int64_t length, float scale)
{
    for (int64_t row = 0; row < length; row++, weights += length, gradient += length)
    {
        const int64_t seen = row + 1;
        vec products = {};
        int64_t i = 0;
        for (; i + lanes <= seen; i += lanes)
        {
            products = fma(load(weights + i), load(gradient + i), products);
        }
        float along = sum(products);
        for (; i < seen; i++)
        {
            along += to_float(weights[i]) * to_float(gradient[i]);
        }
        for (i = 0; i + lanes <= seen; i += lanes)
        {
            store_some(load(weights + i) * (load(gradient + i) - broadcast(along)) * broadcast(scale), gradient + i, lanes);
        }
        for (; i < seen; i++)
        {
            from_float(to_float(weights[i]) * (to_float(gradient[i]) - along) * scale, gradient + i);
        }
        __builtin_memset(gradient + seen, 0, static_cast<unsigned long>(length - seen) * sizeof(T));
    }
}
}
}
