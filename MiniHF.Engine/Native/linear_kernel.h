// Products of a few rows with a weight matrix. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "quantized_kernel.h"
#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// How a product reads a matrix: step elements of a row at a time, which begin at a multiple of it.
template <class T> struct plain_matrix
{
    static constexpr int64_t step = lanes;
    static constexpr bool is_scaled = false;

    const T* data;
    int64_t inputs;

    struct part
    {
        const T* from;

        vec operator[](int64_t) const { return load(from); }
    };

    plain_matrix from(int64_t row) const { return {data + row * inputs, inputs}; }

    part at(int64_t row, int64_t k) const { return {data + row * inputs + k}; }

    vec some(int64_t row, int64_t k, int64_t count) const { return load_some(data + row * inputs + k, count); }
};

// A row's sum is multiplied by its scale.
template <class T> struct scaled_matrix
{
    static constexpr int64_t step = lanes;
    static constexpr bool is_scaled = true;
    using part = typename plain_matrix<T>::part;

    const T* data;
    int64_t inputs;
    const float* scales;

    scaled_matrix from(int64_t row) const { return {data + row * inputs, inputs, scales + row}; }

    part at(int64_t row, int64_t k) const { return {data + row * inputs + k}; }

    vec some(int64_t row, int64_t k, int64_t count) const { return load_some(data + row * inputs + k, count); }
};

struct nf4_matrix
{
    static constexpr int64_t step = nf4_block;
    static constexpr bool is_scaled = false;

    const uint8_t* codes;
    const bf16* scales;
    int64_t blocks;

    struct part
    {
        nf4_table table;
        const uint8_t* codes;

        vec operator[](int64_t i) const { return table.pick(codes, i); }
    };

    nf4_matrix from(int64_t row) const { return {codes + row * blocks * (nf4_block / 2), scales + row * blocks, blocks}; }

    part at(int64_t row, int64_t k) const
    {
        const int64_t block = row * blocks + k / nf4_block;
        return {nf4_table::times(to_float(scales[block])), codes + block * (nf4_block / 2)};
    }

    // Codes past the end of a row are there, and meet zeros.
    vec some(int64_t row, int64_t k, int64_t) const { return at(row, k)[k % nf4_block]; }
};

// out[n, m] for a tile of N rows of x and M rows of weight: one chain of fused multiply-adds per element, over k in order.
template <int N, int M, class W>
inline void linear_tile(const float* x, const W& weight, const float* bias, float* out, int64_t inputs, int64_t outputs)
{
    vec total[N][M] = {};
    int64_t k = 0;
    for (; k + W::step <= inputs; k += W::step)
    {
        typename W::part parts[M];
        for (int m = 0; m < M; m++)
        {
            parts[m] = weight.at(m, k);
        }
#pragma GCC unroll 16
        for (int64_t i = 0; i < W::step; i += lanes)
        {
            vec w[M];
            for (int m = 0; m < M; m++)
            {
                w[m] = parts[m][i];
            }
            for (int n = 0; n < N; n++)
            {
                const vec row = load(x + n * inputs + k + i);
                for (int m = 0; m < M; m++)
                {
                    total[n][m] = fma(row, w[m], total[n][m]);
                }
            }
        }
    }
    for (; k < inputs; k += lanes)
    {
        const int64_t left = inputs - k < lanes ? inputs - k : lanes;
        for (int n = 0; n < N; n++)
        {
            const vec row = left < lanes ? load_some(x + n * inputs + k, left) : load(x + n * inputs + k);
            for (int m = 0; m < M; m++)
            {
                total[n][m] = fma(row, weight.some(m, k, left), total[n][m]);
            }
        }
    }
    constexpr int padded = (N * M + lanes - 1) / lanes * lanes;
    float sums[padded];
    for (int from = 0; from < N * M; from += lanes)
    {
        vec placed[lanes];
        for (int i = 0; i < lanes; i++)
        {
            placed[place_of_sum(i)] = from + i < N * M ? total[(from + i) / M][(from + i) % M] : vec{};
        }
        vec whole = sum_lanes(placed);
        if constexpr (W::is_scaled)
        {
            // Said with fma: left to the compiler, a product and the bias's sum may be rounded once in one tile and twice in another.
            float scales[lanes];
            float biases[lanes];
            for (int i = 0; i < lanes; i++)
            {
                scales[i] = weight.scales[(from + i) % M];
                biases[i] = bias != nullptr ? bias[(from + i) % M] : 0.0f;
            }
            whole = fma(whole, load(scales), load(biases));
        }
        store(whole, sums + from);
    }
    for (int n = 0; n < N; n++)
    {
        for (int m = 0; m < M; m++)
        {
            out[n * outputs + m] = W::is_scaled || bias == nullptr ? sums[n * M + m] : sums[n * M + m] + bias[m];
        }
    }
}

// Every row of x times M rows of weight, in tiles of about as many sums as there are registers for.
template <int M, class W>
inline void linear_strip(const float* x, const W& weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs)
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
template <class W>
void linear_range(const float* x, const W& weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs, int64_t first,
    int64_t last)
{
    int64_t m = first;
    const auto bias_at = [&] { return bias != nullptr ? bias + m : nullptr; };
    if (rows == 1)
    {
        for (; m + 8 <= last; m += 8)
        {
            linear_tile<1, 8>(x, weight.from(m), bias_at(), out + m, inputs, outputs);
        }
    }
    for (; m + 4 <= last; m += 4)
    {
        linear_strip<4>(x, weight.from(m), bias_at(), out + m, rows, inputs, outputs);
    }
    for (; m < last; m++)
    {
        linear_strip<1>(x, weight.from(m), bias_at(), out + m, rows, inputs, outputs);
    }
}

template <class T>
void linear_rows(const float* x, const T* weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs, int64_t first,
    int64_t last)
{
    linear_range(x, plain_matrix<T>{weight, inputs}, bias, out, rows, inputs, outputs, first, last);
}

// From so many rows of x on, a strip of weights is decoded once for all of them, not once a tile. The sums are the same.
constexpr int64_t decode_rows = 12;

void linear_rows_int8(const float* x, const int8_t* codes, const float* scales, const float* bias, float* out, int64_t rows, int64_t inputs,
    int64_t outputs, int64_t first, int64_t last, float* scratch)
{
    if (rows < decode_rows)
    {
        linear_range(x, scaled_matrix<int8_t>{codes, inputs, scales}, bias, out, rows, inputs, outputs, first, last);
        return;
    }
    for (int64_t m = first; m < last; m += decoded_strip)
    {
        const int64_t count = last - m < decoded_strip ? last - m : decoded_strip;
        unpack_int8(codes + m * inputs, 1.0f, count * inputs, scratch);
        linear_range(x, scaled_matrix<float>{scratch, inputs, scales + m}, bias != nullptr ? bias + m : nullptr, out + m, rows, inputs, outputs, 0,
            count);
    }
}

void linear_rows_nf4(const float* x, const uint8_t* codes, const bf16* scales, const float* bias, float* out, int64_t rows, int64_t inputs,
    int64_t outputs, int64_t first, int64_t last, float* scratch)
{
    const nf4_matrix weight{codes, scales, nf4_blocks(inputs)};
    if (rows < decode_rows)
    {
        linear_range(x, weight, bias, out, rows, inputs, outputs, first, last);
        return;
    }
    for (int64_t m = first; m < last; m += decoded_strip)
    {
        const int64_t count = last - m < decoded_strip ? last - m : decoded_strip;
        for (int64_t i = 0; i < count; i++)
        {
            const nf4_matrix row = weight.from(m + i);
            unpack_nf4(row.codes, row.scales, inputs, scratch + i * inputs);
        }
        linear_range(x, plain_matrix<float>{scratch, inputs}, bias != nullptr ? bias + m : nullptr, out + m, rows, inputs, outputs, 0, count);
    }
}
}
}
