// Compiled once per instruction set (CMakeLists.txt), each time into a namespace of its own: MHF_ISA.
// In every kernel the arithmetic behind one output element is the same whatever else is in the call: tiles only decide what
// is computed side by side, never in which order one sum is taken.
#include "activation_kernel.h"
#include "attention_kernel.h"
#include "linear_kernel.h"
#include "low_rank_kernel.h"
#include "quantized_kernel.h"
#include "simd.h"
#include "training_kernel.h"

namespace mhf::MHF_ISA
{
namespace
{
template <class T> void rms_norm(const T* x, const T* weight, T* out, int64_t rows, int64_t width, float eps)
{
    for (int64_t row = 0; row < rows; row++, x += width, out += width)
    {
        vec squares = {};
        int64_t i = 0;
        for (; i + lanes <= width; i += lanes)
        {
            const vec v = load(x + i);
            squares = fma(v, v, squares);
        }
        if (i < width)
        {
            const vec v = load_some(x + i, width - i);
            squares = fma(v, v, squares);
        }
        const float factor = 1.0f / __builtin_sqrtf(sum(squares) / static_cast<float>(width) + eps);
        for (i = 0; i < width; i++)
        {
            // Rounded before the weight is applied, as the models that use it were trained.
            T normal;
            from_float(to_float(x[i]) * factor, &normal);
            from_float(to_float(normal) * to_float(weight[i]), out + i);
        }
    }
}

template <class T> void rotate(T* head, const float* cosines, const float* sines, int64_t half, bool interleaved)
{
    if (interleaved)
    {
        for (int64_t i = 0; i < half; i++)
        {
            const float a = to_float(head[2 * i]);
            const float b = to_float(head[2 * i + 1]);
            from_float(a * cosines[i] - b * sines[i], head + 2 * i);
            from_float(b * cosines[i] + a * sines[i], head + 2 * i + 1);
        }
        return;
    }
    T* const upper = head + half;
#pragma GCC ivdep
    for (int64_t i = 0; i < half; i++)
    {
        const float a = to_float(head[i]);
        const float b = to_float(upper[i]);
        from_float(a * cosines[i] - b * sines[i], head + i);
        from_float(b * cosines[i] + a * sines[i], upper + i);
    }
}

// Loshchilov and Hutter 2019, algorithm 2, with the weight decay scaled by the learning rate as PyTorch does.
void adamw(float* __restrict parameter, const float* __restrict gradient, float* __restrict average, float* __restrict average_square, int64_t count,
    const adamw_settings& settings)
{
    const adamw_settings s = settings;
    const float keep = 1 - s.learning_rate * s.weight_decay;
    const float step = s.learning_rate / s.bias_correction1;
    for (int64_t i = 0; i < count; i++)
    {
        const float g = gradient[i];
        average[i] = average[i] * s.beta1 + g * (1 - s.beta1);
        average_square[i] = average_square[i] * s.beta2 + g * g * (1 - s.beta2);
        parameter[i] = parameter[i] * keep - step * average[i] / (__builtin_sqrtf(average_square[i]) / s.bias_correction2_sqrt + s.eps);
    }
}
}

#define MHF_TEXT_OF(name) #name
#define MHF_TEXT(name) MHF_TEXT_OF(name)

extern const kernel_table table;
const kernel_table table = {
    MHF_TEXT(MHF_ISA), rms_norm<float>, rms_norm<bf16>, rotate<float>, rotate<bf16>, attend<float>, attend<bf16>, linear_rows<float>,
    linear_rows<bf16>, linear_rows_int8, linear_rows_nf4, pack_int8, pack_nf4, unpack_int8, unpack_nf4, activate<float>, activate<bf16>, adamw,
    add_low_rank, rms_norm_gradient<float>, rms_norm_gradient<bf16>, gated_silu_gradient<float>, gated_silu_gradient<bf16>, causal_softmax<float>,
    causal_softmax<bf16>, causal_softmax_gradient<float>, causal_softmax_gradient<bf16>,
};
}
