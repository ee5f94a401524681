// Attention of single positions over cached keys and values. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// Consecutive positions that lie evenly spaced in memory.
template <class T> struct attention_run
{
    const T* keys;
    const T* values;
    int64_t key_stride;
    int64_t value_stride;
    int64_t count;

    bool operator==(const attention_run& other) const
    {
        return keys == other.keys && values == other.values && key_stride == other.key_stride && value_stride == other.value_stride
            && count == other.count;
    }
};

// The next positions of one row, at most attention_block.
template <class T> struct attention_block_runs
{
    int64_t run_count;
    int64_t positions;
    attention_run<T> runs[attention_block];

    bool operator==(const attention_block_runs& other) const
    {
        if (run_count != other.run_count || positions != other.positions)
        {
            return false;
        }
        for (int64_t i = 0; i < run_count; i++)
        {
            if (!(runs[i] == other.runs[i]))
            {
                return false;
            }
        }
        return true;
    }
};

// Walks over a row's segments block by block. Blocks are counted from the row's first position, so that the result does not
// depend on how the positions are cut into segments.
struct attention_cursor
{
    int64_t segment = 0;
    int64_t position = 0;

    template <class T> void next(const attention_row& row, int64_t kv_head, attention_block_runs<T>& block)
    {
        block.run_count = 0;
        block.positions = 0;
        while (block.positions < attention_block && segment < row.segment_count)
        {
            const attention_segment& from = row.segments[segment];
            const int64_t room = attention_block - block.positions;
            const int64_t count = from.length - position < room ? from.length - position : room;
            if (count > 0)
            {
                block.runs[block.run_count++] = {
                    static_cast<const T*>(from.keys) + kv_head * from.key_head_stride + position * from.key_row_stride,
                    static_cast<const T*>(from.values) + kv_head * from.value_head_stride + position * from.value_row_stride,
                    from.key_row_stride, from.value_row_stride, count};
                block.positions += count;
                position += count;
            }
            if (position == from.length)
            {
                segment++;
                position = 0;
            }
        }
    }
};

// Positions that few heads see are read no faster than memory gives them: it is asked for them early.
template <int G, class T> inline void prefetch(const T* at)
{
    if constexpr (G < 4)
    {
        __builtin_prefetch(at);
    }
}

// Positions whose scores are taken together with those of G heads: as many sums as there are lanes.
template <int G> constexpr int positions_of = G >= lanes ? 1 : static_cast<int>(lanes) / G;

// scores[g * attention_block + j] = q[g] . keys[j] for G heads and the first count positions of a tile.
template <int G, class T>
inline void dots(const float* q, int64_t padded, const T* keys, int64_t stride, int64_t count, int64_t width, float* scores)
{
    constexpr int J = positions_of<G>;
    const T* from[J];
    for (int j = 0; j < J; j++)
    {
        // Past the last position: the last one again, and its score is dropped.
        from[j] = keys + (j < count ? j : count - 1) * stride;
    }
    vec total[G][J] = {};
    int64_t d = 0;
    for (; d + lanes <= width; d += lanes)
    {
        for (int j = 0; j < J; j++)
        {
            prefetch<G>(from[j] + J * stride + d);
            const vec key = load(from[j] + d);
            for (int g = 0; g < G; g++)
            {
                total[g][j] = fma(load(q + g * padded + d), key, total[g][j]);
            }
        }
    }
    if (d < width)
    {
        for (int j = 0; j < J; j++)
        {
            const vec key = load_some(from[j] + d, width - d);
            for (int g = 0; g < G; g++)
            {
                total[g][j] = fma(load(q + g * padded + d), key, total[g][j]);
            }
        }
    }
    float sums[G * J];
    for (int first = 0; first < G * J; first += lanes)
    {
        vec placed[lanes];
        for (int i = 0; i < lanes; i++)
        {
            placed[place_of_sum(i)] = total[(first + i) / J][(first + i) % J];
        }
        store(sum_lanes(placed), sums + first);
    }
    for (int g = 0; g < G; g++)
    {
        if (count >= J)
        {
            __builtin_memcpy(scores + g * attention_block, sums + g * J, J * sizeof(float));
        }
        else
        {
            for (int64_t j = 0; j < count; j++)
            {
                scores[g * attention_block + j] = sums[g * J + j];
            }
        }
    }
}

// out[g, d..] = out[g, d..] * correction[g] + sum over j of weights[g, j] * values[j, d..], for a tile of C vectors and G heads.
template <int C, int G, bool Partial, class T>
inline void blend(const float* weights, const T* values, int64_t stride, int64_t count, int64_t d, int64_t width, const float* correction, float* out,
    int64_t padded)
{
    vec total[C][G];
    for (int c = 0; c < C; c++)
    {
        for (int g = 0; g < G; g++)
        {
            total[c][g] = load(out + g * padded + d + c * lanes) * broadcast(correction[g]);
        }
    }
    for (int64_t j = 0; j < count; j++, values += stride)
    {
        for (int c = 0; c < C; c++)
        {
            prefetch<G>(values + lanes * stride + d + c * lanes);
            const vec row = Partial ? load_some(values + d, width - d) : load(values + d + c * lanes);
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
inline void blend_heads(const float* weights, const T* values, int64_t stride, int64_t count, int64_t width, const float* correction, float* out,
    int64_t padded)
{
    // As many sums as fill the pipeline without running out of registers.
    constexpr int sums = lanes == 16 ? 16 : 8;
    constexpr int C = sums / G >= 4 ? 4 : sums / G >= 2 ? 2 : 1;
    int64_t d = 0;
    for (; d + C * lanes <= width; d += C * lanes)
    {
        blend<C, G, false>(weights, values, stride, count, d, width, correction, out, padded);
    }
    for (; d + lanes <= width; d += lanes)
    {
        blend<1, G, false>(weights, values, stride, count, d, width, correction, out, padded);
    }
    if (d < width)
    {
        blend<1, G, true>(weights, values, stride, count, d, width, correction, out, padded);
    }
}

// Turns a block of scores into weights relative to the running maximum, and says by how much what was summed before shrinks.
inline float reweigh(float* scores, int64_t count, float& highest, float& total)
{
    for (int64_t j = count; j % lanes != 0; j++)
    {
        scores[j] = highest;
    }
    vec largest_yet = broadcast(highest);
    for (int64_t j = 0; j < count; j += lanes)
    {
        const vec here = load(scores + j);
        largest_yet = here > largest_yet ? here : largest_yet;
    }
    const float now = largest(largest_yet);
    for (int64_t j = 0; j < count; j += lanes)
    {
        store(exp_nonpositive(load(scores + j) - broadcast(now)), scores + j);
    }
    for (int64_t j = count; j % lanes != 0; j++)
    {
        scores[j] = 0;
    }
    vec sums = {};
    for (int64_t j = 0; j < count; j += lanes)
    {
        sums = sums + load(scores + j);
    }
    const float correction = highest == now ? 1.0f : exp_nonpositive(broadcast(highest - now))[0];
    highest = now;
    total = total * correction + sum(sums);
    return correction;
}

// What attention keeps of each query head on the way.
struct attention_state
{
    int64_t padded;
    float* queries;
    float* sums;
    float* scores;
    float* highest;
    float* totals;
};

// Online softmax (Milakov and Gimelshein 2018): one block of positions for G heads that all see it.
template <int G, class T>
inline void attend_block(const attention_state& state, int64_t head, const attention_block_runs<T>& block, int64_t width)
{
    const int64_t padded = state.padded;
    const float* const queries = state.queries + head * padded;
    float* const scores = state.scores + head * attention_block;
    int64_t at = 0;
    for (int64_t i = 0; i < block.run_count; i++)
    {
        const attention_run<T>& run = block.runs[i];
        for (int64_t j = 0; j < run.count; j += positions_of<G>)
        {
            dots<G>(queries, padded, run.keys + j * run.key_stride, run.key_stride, run.count - j, width, scores + at + j);
        }
        at += run.count;
    }
    float correction[G];
    for (int g = 0; g < G; g++)
    {
        correction[g] = reweigh(scores + g * attention_block, block.positions, state.highest[head + g], state.totals[head + g]);
    }
    at = 0;
    for (int64_t i = 0; i < block.run_count; i++)
    {
        const attention_run<T>& run = block.runs[i];
        blend_heads<G>(scores + at, run.values, run.value_stride, run.count, width, correction, state.sums + head * padded, padded);
        at += run.count;
        for (int g = 0; g < G; g++)
        {
            correction[g] = 1.0f;
        }
    }
}

// Rows side by side that see the same positions next share the reading of them: a tile's heads may be of several rows.
template <class T>
void attend(const attention_row* rows, int64_t row_count, int64_t kv_head, int64_t group, int64_t width, float scale, float* scratch)
{
    const int64_t heads = row_count * group;
    const int64_t padded = (width + lanes - 1) / lanes * lanes;
    attention_state state;
    state.padded = padded;
    state.queries = scratch;
    state.sums = state.queries + heads * padded;
    state.scores = state.sums + heads * padded;
    state.highest = state.scores + heads * attention_block;
    state.totals = state.highest + heads;
    for (int64_t head = 0; head < heads; head++)
    {
        const T* const q = static_cast<const T*>(rows[head / group].q) + head % group * width;
        for (int64_t d = 0; d < padded; d++)
        {
            state.queries[head * padded + d] = d < width ? to_float(q[d]) * scale : 0;
            state.sums[head * padded + d] = 0;
        }
        state.highest[head] = -3.0e38f;
        state.totals[head] = 0;
    }

    constexpr int64_t most_rows = attention_rows(1);
    attention_cursor cursors[most_rows];
    attention_block_runs<T> blocks[2];
    for (bool is_left = true; is_left;)
    {
        is_left = false;
        int current = 0;
        cursors[0].next(rows[0], kv_head, blocks[0]);
        for (int64_t row = 0; row < row_count;)
        {
            const attention_block_runs<T>& block = blocks[current];
            int64_t after = row + 1;
            for (; after < row_count; after++)
            {
                cursors[after].next(rows[after], kv_head, blocks[1 - current]);
                if (!(blocks[1 - current] == block))
                {
                    break;
                }
            }
            if (block.positions > 0)
            {
                is_left = true;
                int64_t head = row * group;
                const int64_t end = after * group;
                for (; end - head >= 8; head += 8)
                {
                    attend_block<8>(state, head, block, width);
                }
                for (; end - head >= 4; head += 4)
                {
                    attend_block<4>(state, head, block, width);
                }
                for (; end - head >= 2; head += 2)
                {
                    attend_block<2>(state, head, block, width);
                }
                for (; head < end; head++)
                {
                    attend_block<1>(state, head, block, width);
                }
            }
            row = after;
            current = 1 - current;
        }
    }

    for (int64_t head = 0; head < heads; head++)
    {
        T* const out = static_cast<T*>(rows[head / group].out) + head % group * width;
        const float inverse = state.totals[head] > 0 ? 1.0f / state.totals[head] : 0;
        for (int64_t d = 0; d < width; d++)
        {
            from_float(state.sums[head * padded + d] * inverse, out + d);
        }
    }
}
}
}
