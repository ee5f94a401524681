// The hot loops, compiled once per instruction set and chosen when the library is first used.
#pragma once

#include <cstdint>

namespace mhf
{
// The bits of a bfloat16: the upper half of a float32.
using bf16 = uint16_t;

// A stretch of cached keys and values: element (head, position, d) lies at head * head_stride + position * row_stride + d.
struct attention_segment
{
    const void* keys;
    const void* values;
    int64_t key_head_stride;
    int64_t key_row_stride;
    int64_t value_head_stride;
    int64_t value_row_stride;
    int64_t length;
};

// A position that attends: q and out are its (group, width) query heads of one key/value head, contiguous.
struct attention_row
{
    const void* q;
    void* out;
    const attention_segment* segments;
    int64_t segment_count;
};

struct adamw_settings
{
    float learning_rate;
    float beta1;
    float beta2;
    float eps;
    float weight_decay;
    float bias_correction1;
    float bias_correction2_sqrt;
};

// The numbers are part of mhf.h's contract.
enum class quantization_kind : int32_t
{
    int8 = 0,
    nf4 = 1,
};

// Likewise.
enum class activation_kind : int32_t
{
    silu = 0,
    gelu = 1,
    gelu_tanh = 2,
    relu = 3,
};

struct kernel_table
{
    const char* name;

    void (*rms_norm_f32)(const float* x, const float* weight, float* out, int64_t rows, int64_t width, float eps);
    void (*rms_norm_bf16)(const bf16* x, const bf16* weight, bf16* out, int64_t rows, int64_t width, float eps);

    // Turns the first 2 * half elements of one head in place.
    void (*rotate_f32)(float* head, const float* cosines, const float* sines, int64_t half, bool interleaved);
    void (*rotate_bf16)(bf16* head, const float* cosines, const float* sines, int64_t half, bool interleaved);

    // The query heads of some rows that share a key/value head. At most attention_rows(group) rows; scratch holds
    // attention_scratch(rows, group, width) floats.
    void (*attend_f32)(const attention_row* rows, int64_t row_count, int64_t kv_head, int64_t group, int64_t width, float scale, float* scratch);
    void (*attend_bf16)(const attention_row* rows, int64_t row_count, int64_t kv_head, int64_t group, int64_t width, float scale, float* scratch);

    // out[n, m] = bias[m] + sum over k of x[n, k] * weight[m, k], for first <= m < last. bias may be null.
    void (*linear_rows_f32)(const float* x, const float* weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs,
        int64_t first, int64_t last);
    void (*linear_rows_bf16)(const float* x, const bf16* weight, const float* bias, float* out, int64_t rows, int64_t inputs, int64_t outputs,
        int64_t first, int64_t last);

    // The same for quantized weights: see quantized_kernel.h. scratch holds decoded_strip * inputs floats.
    void (*linear_rows_int8)(const float* x, const int8_t* codes, const float* scales, const float* bias, float* out, int64_t rows, int64_t inputs,
        int64_t outputs, int64_t first, int64_t last, float* scratch);
    void (*linear_rows_nf4)(const float* x, const uint8_t* codes, const bf16* scales, const float* bias, float* out, int64_t rows, int64_t inputs,
        int64_t outputs, int64_t first, int64_t last, float* scratch);

    // One row of a matrix to codes and back. int8: a code an element, one scale. nf4: nf4_row_bytes(count) and nf4_blocks(count).
    void (*pack_int8)(const float* row, int64_t count, int8_t* codes, float* scale);
    void (*pack_nf4)(const float* row, int64_t count, uint8_t* codes, bf16* scales);
    void (*unpack_int8)(const int8_t* codes, float scale, int64_t count, float* out);
    void (*unpack_nf4)(const uint8_t* codes, const bf16* scales, int64_t count, float* out);

    // out[i] = f(x[i]) * factor[i], or f(x[i]) where factor is null.
    void (*activate_f32)(const float* x, const float* factor, float* out, int64_t count, activation_kind kind);
    void (*activate_bf16)(const bf16* x, const bf16* factor, bf16* out, int64_t count, activation_kind kind);

    void (*adamw)(float* parameter, const float* gradient, float* average, float* average_square, int64_t count, const adamw_settings& settings);

    // out[n, m] += sum over k of low[n, k] * weight[m, k]. scratch holds low_rank_scratch(rank) floats.
    void (*add_low_rank)(const float* low, const float* weight, float* out, int64_t rows, int64_t rank, int64_t outputs, float* scratch);

    // Gradients, and causal weights, of training: see training_kernel.h. scratch holds length + largest_lanes floats.
    void (*rms_norm_gradient_f32)(const float* x, const float* weight, const float* gradient, float* out, float* weight_gradient, int64_t rows,
        int64_t width, float eps);
    void (*rms_norm_gradient_bf16)(const bf16* x, const bf16* weight, const bf16* gradient, bf16* out, float* weight_gradient, int64_t rows,
        int64_t width, float eps);
    void (*gated_silu_gradient_f32)(const float* x, const float* factor, const float* gradient, float* by_x, float* by_factor, int64_t count);
    void (*gated_silu_gradient_bf16)(const bf16* x, const bf16* factor, const bf16* gradient, bf16* by_x, bf16* by_factor, int64_t count);
    void (*causal_softmax_f32)(float* scores, int64_t length, float scale, float* scratch);
    void (*causal_softmax_bf16)(bf16* scores, int64_t length, float scale, float* scratch);
    void (*causal_softmax_gradient_f32)(const float* weights, float* gradient, int64_t length, float scale);
    void (*causal_softmax_gradient_bf16)(const bf16* weights, bf16* gradient, int64_t length, float scale);
};

// As many rows of a weight as the widest vector has lanes.
constexpr int64_t low_rank_scratch(int64_t rank)
{
    return 16 * rank;
}

constexpr int64_t attention_block = 64;
constexpr int64_t largest_lanes = 16;

// Elements that share a scale, in 4 bits.
constexpr int64_t nf4_block = 64;

constexpr int64_t nf4_blocks(int64_t count)
{
    return (count + nf4_block - 1) / nf4_block;
}

constexpr int64_t nf4_row_bytes(int64_t count)
{
    return nf4_blocks(count) * (nf4_block / 2);
}

// Rows of a quantized weight that are decoded together for many rows of x.
constexpr int64_t decoded_strip = 4;

// As many rows at once as leave their queries and sums in the nearest caches.
constexpr int64_t attention_rows(int64_t group)
{
    return group >= 32 ? 1 : group > 4 ? 32 / group : 8;
}

constexpr int64_t attention_scratch(int64_t rows, int64_t group, int64_t width)
{
    const int64_t padded = (width + largest_lanes - 1) / largest_lanes * largest_lanes;
    return rows * group * (2 * padded + attention_block + 2);
}

// The table for this machine's processor, or the one named in MINIHF_KERNELS (baseline, avx2, avx512). Throws where that one cannot run.
const kernel_table& kernels();

// The calling thread's own choice from here on; null takes it back.
void use_kernels(const char* name);
}
