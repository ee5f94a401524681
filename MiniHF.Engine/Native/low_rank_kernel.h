// What a LoRA adds to a layer's result. Included by kernels.cpp alone: see simd.h.
#pragma once

#include "activation_kernel.h"
#include "simd.h"

namespace mhf::MHF_ISA
{
namespace
{
// out[n, m] += sum over k of low[n, k] * weight[m, k]: for every element one chain of fused multiply-adds over k in order. The rank is
// mostly smaller than a vector, so a vector holds neighbouring outputs: a few rows of the weight are turned once for all rows of low.
void add_low_rank(const float* low, const float* weight, float* out, int64_t rows, int64_t rank, int64_t outputs, float* scratch)
{
    for (int64_t m = 0; m < outputs; m += lanes)
    {
        const int64_t count = outputs - m < lanes ? outputs - m : lanes;
        for (int64_t i = 0; i < lanes; i++)
        {
            for (int64_t k = 0; k < rank; k++)
            {
                scratch[k * lanes + i] = i < count ? weight[(m + i) * rank + k] : 0.0f;
            }
        }
        for (int64_t n = 0; n < rows; n++)
        {
            vec total = {};
            for (int64_t k = 0; k < rank; k++)
            {
                total = fma(broadcast(low[n * rank + k]), load(scratch + k * lanes), total);
            }
            float* const to = out + n * outputs + m;
            if (count == lanes)
            {
                store(load(to) + total, to);
            }
            else
            {
                store_some(load_some(to, count) + total, to, count);
            }
        }
    }
}
}
}
