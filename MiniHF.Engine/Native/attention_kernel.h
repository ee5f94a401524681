// Attention of one position over cached keys and values. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// scores[g * attention_block + j] = q[g] . keys[j] for a tile of J positions and G heads.
template <int J, int G, class T>
inline void dots(const float* q, int64_t padded, const T* const* keys, int64_t width, float* scores)
{
    vec total[J][G] = {};
    int64_t d = 0;
    for (; d + lanes <= width; d += lanes)
    {
        for (int j = 0; j < J; j++)
        {
            const vec key = load(keys[j] + d);
            for (int g = 0; g < G; g++)
            {
                total[j][g] = fma(load(q + g * padded + d), key, total[j][g]);
            }
        }
    }
    if (d < width)
    {
        for (int j = 0; j < J; j++)
        {
            const vec key = load_some(keys[j] + d, width - d);
            for (int g = 0; g < G; g++)
            {
                total[j][g] = fma(load(q + g * padded + d), key, total[j][g]);
            }
        }
    }
    for (int j = 0; j < J; j++)
    {
        for (int g = 0; g < G; g++)
        {
            scores[g * attention_block + j] = sum(total[j][g]);
        }
    }
}

template <int G, class T>
inline void score_heads(const float* q, int64_t padded, const T* const* keys, int64_t count, int64_t width, float* scores)
{
    constexpr int J = G >= 4 ? 2 : 4;
    int64_t j = 0;
    for (; j + J <= count; j += J)
    {
        dots<J, G>(q, padded, keys + j, width, scores + j);
    }
    for (; j < count; j++)
    {
        dots<1, G>(q, padded, keys + j, width, scores + j);
    }
}

// out[g, d..] = out[g, d..] * correction[g] + sum over j of weights[g, j] * values[j, d..], for a tile of C vectors and G heads.
template <int C, int G, bool Partial, class T>
inline void blend(
    const float* weights, const T* const* values, int64_t count, int64_t d, int64_t width, const float* correction, float* out, int64_t padded)
{
    vec total[C][G];
    for (int c = 0; c < C; c++)
    {
        for (int g = 0; g < G; g++)
        {
            total[c][g] = load(out + g * padded + d + c * lanes) * broadcast(correction[g]);
        }
    }
    for (int64_t j = 0; j < count; j++)
    {
        for (int c = 0; c < C; c++)
        {
            const vec row = Partial ? load_some(values[j] + d, width - d) : load(values[j] + d + c * lanes);
            for (int g = 0; g < G; g++)
            {
                total[c][g] = fma(broadcast(weights[g * attention_block + j]), row, total[c][g]);
            }
        }
    }
    for (int c = 0; c < C; c++)
    {
        for (int g = 0; g < G; g++)
        {
            store(total[c][g], out + g * padded + d + c * lanes);
        }
    }
}

template <int G, class T>
inline void blend_heads(
    const float* weights, const T* const* values, int64_t count, int64_t width, const float* correction, float* out, int64_t padded)
{
    int64_t d = 0;
    for (; d + 4 * lanes <= width; d += 4 * lanes)
    {
        blend<4, G, false>(weights, values, count, d, width, correction, out, padded);
    }
    for (; d + lanes <= width; d += lanes)
    {
        blend<1, G, false>(weights, values, count, d, width, correction, out, padded);
    }
    if (d < width)
    {
        blend<1, G, true>(weights, values, count, d, width, correction, out, padded);
    }
}

// Turns a block of scores into weights relative to the running maximum, and says by how much what was summed before shrinks.
inline float reweigh(float* scores, int64_t count, float& highest, float& total)
{
    float now = highest;
    for (int64_t j = 0; j < count; j++)
    {
        now = scores[j] > now ? scores[j] : now;
    }
    for (int64_t j = count; j < attention_block; j++)
    {
        scores[j] = now;
    }
    vec sums = {};
    int64_t j = 0;
    for (; j < count; j += lanes)
    {
        const vec weights = exp_nonpositive(load(scores + j) - broadcast(now));
        store(weights, scores + j);
    }
    for (j = count; j < attention_block; j++)
    {
        scores[j] = 0;
    }
    for (j = 0; j < attention_block; j += lanes)
    {
        sums = sums + load(scores + j);
    }
    const float correction = highest == now ? 1.0f : exp_nonpositive(broadcast(highest - now))[0];
    highest = now;
    total = total * correction + sum(sums);
    return correction;
}

// Online softmax (Milakov and Gimelshein 2018) over blocks of positions counted from the row's first, so that the result
// does not depend on how the positions are cut into segments.
template <class T>
void attend(const T* q, const attention_segment* segments, int64_t segment_count, int64_t kv_head, int64_t group, int64_t width, float scale, T* out,
    float* scratch)
{
    const int64_t padded = (width + lanes - 1) / lanes * lanes;
    float* const query = scratch;
    float* const sums = query + group * padded;
    float* const scores = sums + group * padded;
    float* const highest = scores + group * attention_block;
    float* const totals = highest + group;
    for (int64_t g = 0; g < group; g++)
    {
        for (int64_t d = 0; d < padded; d++)
        {
            query[g * padded + d] = d < width ? to_float(q[g * width + d]) * scale : 0;
            sums[g * padded + d] = 0;
        }
        highest[g] = -3.0e38f;
        totals[g] = 0;
    }

    const T* keys[attention_block];
    const T* values[attention_block];
    int64_t segment = 0;
    int64_t position = 0;
    for (;;)
    {
        int64_t count = 0;
        while (count < attention_block && segment < segment_count)
        {
            const attention_segment& from = segments[segment];
            const T* const key = static_cast<const T*>(from.keys) + kv_head * from.key_head_stride;
            const T* const value = static_cast<const T*>(from.values) + kv_head * from.value_head_stride;
            for (; count < attention_block && position < from.length; count++, position++)
            {
                keys[count] = key + position * from.key_row_stride;
                values[count] = value + position * from.value_row_stride;
            }
            if (position == from.length)
            {
                segment++;
                position = 0;
            }
        }
        if (count == 0)
        {
            break;
        }
        for (int64_t g = 0; g < group;)
        {
            const int64_t tile = group - g >= 4 ? 4 : group - g >= 2 ? 2 : 1;
            const float* const head = query + g * padded;
            float* const tile_scores = scores + g * attention_block;
            float* const tile_sums = sums + g * padded;
            float correction[4];
            tile == 4 ? score_heads<4>(head, padded, keys, count, width, tile_scores)
                : tile == 2 ? score_heads<2>(head, padded, keys, count, width, tile_scores)
                            : score_heads<1>(head, padded, keys, count, width, tile_scores);
            for (int64_t i = 0; i < tile; i++)
            {
                correction[i] = reweigh(tile_scores + i * attention_block, count, highest[g + i], totals[g + i]);
            }
            tile == 4 ? blend_heads<4>(tile_scores, values, count, width, correction, tile_sums, padded)
                : tile == 2 ? blend_heads<2>(tile_scores, values, count, width, correction, tile_sums, padded)
                            : blend_heads<1>(tile_scores, values, count, width, correction, tile_sums, padded);
            g += tile;
        }
    }

    for (int64_t g = 0; g < group; g++)
    {
        const float inverse = totals[g] > 0 ? 1.0f / totals[g] : 0;
        for (int64_t d = 0; d < width; d++)
        {
            from_float(sums[g * padded + d] * inverse, out + g * width + d);
        }
    }
}
}
}
