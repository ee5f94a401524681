// Weights in 8 and 4 bits: making them, reading them back, and what a product reads of them. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// NormalFloat4, the quantiles of a normal distribution scaled to [-1, 1] (Dettmers et al. 2023, appendix E).
constexpr float nf4_values[16] = {
    -1.0f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f,
    -0.09105003625154495f, 0.0f, 0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f,
    0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1.0f,
};

inline float largest_magnitude(const float* x, int64_t count)
{
    float result = 0;
    for (int64_t i = 0; i < count; i++)
    {
        const float magnitude = x[i] < 0 ? -x[i] : x[i];
        result = magnitude > result ? magnitude : result;
    }
    return result;
}

// One scale a row: code * scale, with codes from -127 to 127.
void pack_int8(const float* row, int64_t count, int8_t* codes, float* scale)
{
    const float step = largest_magnitude(row, count) / 127.0f;
    *scale = step;
    const float divisor = step > 0 ? step : 1.0f;
    constexpr float rounder = 12582912.0f; // 1.5 * 2^23: a sum with it has no fraction left
    for (int64_t i = 0; i < count; i++)
    {
        const float rounded = (row[i] / divisor + rounder) - rounder;
        codes[i] = static_cast<int8_t>(rounded > 127.0f ? 127.0f : rounded < -127.0f ? -127.0f : rounded);
    }
}

void unpack_int8(const int8_t* codes, float scale, int64_t count, float* out)
{
    for (int64_t i = 0; i < count; i++)
    {
        out[i] = static_cast<float>(codes[i]) * scale;
    }
}

// Where code i of a block lies: each 16 bytes hold 32 codes, the first 16 in the lower halves. So neighbouring vectors of any
// width read neighbouring bytes.
constexpr int64_t nf4_byte(int64_t i)
{
    return i / 32 * 16 + i % 16;
}

constexpr int nf4_shift(int64_t i)
{
    return i % 32 < 16 ? 0 : 4;
}

// The scale is rounded first, so that codes are chosen for what will be read back.
void pack_nf4(const float* row, int64_t count, uint8_t* codes, bf16* scales)
{
    float between[15];
    for (int i = 0; i < 15; i++)
    {
        between[i] = (nf4_values[i] + nf4_values[i + 1]) * 0.5f;
    }
    for (int64_t start = 0; start < count; start += nf4_block, codes += nf4_block / 2, scales++)
    {
        const int64_t here = count - start < nf4_block ? count - start : nf4_block;
        from_float(largest_magnitude(row + start, here), scales);
        const float scale = to_float(*scales);
        float shares[nf4_block] = {};
        for (int64_t i = 0; i < here; i++)
        {
            shares[i] = scale > 0 ? row[start + i] / scale : 0.0f;
        }
        int32_t chosen[nf4_block] = {};
        for (int64_t i = 0; i < nf4_block; i++)
        {
            for (int j = 0; j < 15; j++)
            {
                chosen[i] += shares[i] > between[j] ? 1 : 0;
            }
        }
        for (int64_t i = 0; i < nf4_block / 2; i++)
        {
            const int64_t lower = i / 16 * 32 + i % 16;
            codes[i] = static_cast<uint8_t>(chosen[lower] | chosen[lower + 16] << 4);
        }
    }
}

// Elements i to i + lanes - 1 of a block as places in a table; bits above the fourth mean nothing.
inline uvec nf4_index(const uint8_t* codes, int64_t i)
{
    const uvec wide = widen(codes + nf4_byte(i));
    return nf4_shift(i) == 0 ? wide : wide >> 4;
}

// The sixteen values times a block's scale.
struct nf4_table
{
#if defined(__AVX512F__)
    vec values;

    static nf4_table times(float scale) { return {load(nf4_values) * broadcast(scale)}; }

    vec pick(const uint8_t* codes, int64_t i) const
    {
        return _mm512_maskz_permutexvar_ps(0xffff, reinterpret_cast<__m512i>(nf4_index(codes, i)), values);
    }
#else
    vec scale;

    static nf4_table times(float scale) { return {broadcast(scale)}; }

    vec pick(const uint8_t* codes, int64_t i) const
    {
        const uvec index = nf4_index(codes, i);
#if defined(__AVX2__)
        const __m256i places = reinterpret_cast<__m256i>(index);
        const vec lower = _mm256_permutevar8x32_ps(load(nf4_values), places);
        const vec upper = _mm256_permutevar8x32_ps(load(nf4_values + 8), places);
        return _mm256_blendv_ps(lower, upper, _mm256_castsi256_ps(_mm256_slli_epi32(places, 28))) * scale;
#else
        return vec{nf4_values[index[0] & 15], nf4_values[index[1] & 15], nf4_values[index[2] & 15], nf4_values[index[3] & 15]} * scale;
#endif
    }
#endif
};

void unpack_nf4(const uint8_t* codes, const bf16* scales, int64_t count, float* out)
{
    for (int64_t start = 0; start < count; start += nf4_block, codes += nf4_block / 2, scales++)
    {
        const nf4_table table = nf4_table::times(to_float(*scales));
        const int64_t here = count - start < nf4_block ? count - start : nf4_block;
        int64_t i = 0;
        for (; i + lanes <= here; i += lanes)
        {
            store(table.pick(codes, i), out + start + i);
        }
        if (i < here)
        {
            float numbers[lanes];
            store(table.pick(codes, i), numbers);
            __builtin_memcpy(out + start + i, numbers, static_cast<unsigned long>(here - i) * sizeof(float));
        }
    }
}
}
}
