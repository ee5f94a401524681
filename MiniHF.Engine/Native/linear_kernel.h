// Products of a few rows with a weight matrix. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// out[n, m] for a tile of N rows of x and M rows of weight: one chain of fused multiply-adds per element, over k in order.
template <int N, int M, class T>
inline void linear_tile(const float* x, const T* weight, const float* bias, float* out, int64_t inputs, int64_t outputs)
{
    vec total[N][M] = {};
    int64_t k = 0;
    for (; k + lanes <= inputs; k += lanes)
    {
        vec w[M];
        for (int m = 0; m < M; m++)
        {
            w[m] = load(weight + m * inputs + k);
        }
        for (int n = 0; n < N; n++)
        {
            const vec row = load(x + n * inputs + k);
            for (int m = 0; m < M; m++)
            {
                total[n][m] = fma(row, w[m], total[n][m]);
            }
        }
    }
    if (k < inputs)
    {
        for (int n = 0; n < N; n++)
        {
            const vec row = load_some(x + n * inputs + k, inputs - k);
            for (int m = 0; m < M; m++)
            {
                total[n][m] = fma(row, load_some(weight + m * inputs + k, inputs - k), total[n][m]);
            }
        }
    }
    for (int n = 0; n < N; n++)
    {
        float sums[M];
        int m = 0;
        for (; m + 4 <= M; m += 4)
        {
            sum_four(total[n] + m, sums + m);
        }
        for (; m < M; m++)
        {
            sums[m] = sum(total[n][m]);
        }
        for (m = 0; m < M; m++)
        {
            out[n * outputs + m] = sums[m] + (bias != nullptr ? bias[m] : 0.0f);
        }
    }
}

template <int M, class T>
inline void linear_strip(const float* x, const T* weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs)
{
    // As many rows side by side as there are registers for.
    constexpr int N = lanes == 16 ? 6 : 2;
    int64_t n = 0;
    for (; n + N <= rows; n += N)
    {
        linear_tile<N, M>(x + n * inputs, weight, bias, out + n * outputs, inputs, outputs);
    }
    if constexpr (N > 4)
    {
        for (; n + 4 <= rows; n += 4)
        {
            linear_tile<4, M>(x + n * inputs, weight, bias, out + n * outputs, inputs, outputs);
        }
    }
    for (; n + 2 <= rows; n += 2)
    {
        linear_tile<2, M>(x + n * inputs, weight, bias, out + n * outputs, inputs, outputs);
    }
    for (; n < rows; n++)
    {
        linear_tile<1, M>(x + n * inputs, weight, bias, out + n * outputs, inputs, outputs);
    }
}

// A strip of weight rows stays in the nearest cache while every row of x passes over it: the weight is read from memory once.
template <class T>
void linear_rows(const float* x, const T* weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs, int64_t first,
    int64_t last)
{
    int64_t m = first;
    const auto bias_at = [&] { return bias != nullptr ? bias + m : nullptr; };
    if (rows == 1)
    {
        for (; m + 8 <= last; m += 8)
        {
            linear_tile<1, 8>(x, weight + m * inputs, bias_at(), out + m, inputs, outputs);
        }
    }
    for (; m + 4 <= last; m += 4)
    {
        linear_strip<4>(x, weight + m * inputs, bias_at(), out + m, rows, inputs, outputs);
    }
    for (; m < last; m++)
    {
        linear_strip<1>(x, weight + m * inputs, bias_at(), out + m, rows, inputs, outputs);
    }
}
}
}
