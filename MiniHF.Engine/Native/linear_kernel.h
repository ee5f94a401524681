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
    float sums[(N * M + lanes - 1) / lanes * lanes];
    for (int from = 0; from < N * M; from += lanes)
    {
        vec placed[lanes];
        for (int i = 0; i < lanes; i++)
        {
            placed[place_of_sum(i)] = from + i < N * M ? total[(from + i) / M][(from + i) % M] : vec{};
        }
        store(sum_lanes(placed), sums + from);
    }
    for (int n = 0; n < N; n++)
    {
        for (int m = 0; m < M; m++)
        {
            out[n * outputs + m] = sums[n * M + m] + (bias != nullptr ? bias[m] : 0.0f);
        }
    }
}

// Every row of x times M rows of weight, in tiles of about as many sums as there are registers for.
template <int M, class T>
inline void linear_strip(const float* x, const T* weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs)
{
    constexpr int N = lanes == 16 ? 4 : 2;
    for (; rows >= 2 * N; rows -= N, x += N * inputs, out += N * outputs)
    {
        linear_tile<N, M>(x, weight, bias, out, inputs, outputs);
    }
    if constexpr (N == 4)
    {
        switch (rows)
        {
            case 7:
                linear_tile<4, M>(x, weight, bias, out, inputs, outputs);
                linear_tile<3, M>(x + 4 * inputs, weight, bias, out + 4 * outputs, inputs, outputs);
                return;
            case 6:
                linear_tile<6, M>(x, weight, bias, out, inputs, outputs);
                return;
            case 5:
                linear_tile<5, M>(x, weight, bias, out, inputs, outputs);
                return;
            case 4:
                linear_tile<4, M>(x, weight, bias, out, inputs, outputs);
                return;
        }
    }
    switch (rows)
    {
        case 3:
            linear_tile<3, M>(x, weight, bias, out, inputs, outputs);
            return;
        case 2:
            linear_tile<2, M>(x, weight, bias, out, inputs, outputs);
            return;
        case 1:
            linear_tile<1, M>(x, weight, bias, out, inputs, outputs);
            return;
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
