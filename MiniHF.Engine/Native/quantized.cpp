// Matrices whose weights take 8 or 4 bits: made row by row, multiplied without being unpacked, and unpacked where a gradient passes.
#include "shim.h"
#include "kernels.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

using namespace mhf;

namespace
{
template <class T> T* data(const at::Tensor& tensor)
{
    return static_cast<T*>(tensor.data_ptr());
}

quantization_kind checked_kind(int32_t kind)
{
    TORCH_CHECK(kind >= 0 && kind <= static_cast<int32_t>(quantization_kind::nf4), kind, " is no quantization");
    return static_cast<quantization_kind>(kind);
}

// A quantized matrix, (rows, columns).
struct packed
{
    at::Tensor codes;
    at::Tensor scales;
    quantization_kind kind;
    int64_t rows;
    int64_t columns;

    packed(const at::Tensor& codes, const at::Tensor& scales, quantization_kind kind, int64_t columns)
        : codes(codes), scales(scales), kind(kind), rows(codes.dim() == 2 ? codes.size(0) : 0), columns(columns)
    {
        const bool is_int8 = kind == quantization_kind::int8;
        TORCH_CHECK(codes.dim() == 2 && codes.device().is_cpu() && codes.is_contiguous() && codes.scalar_type() == (is_int8 ? at::kChar : at::kByte)
            && codes.size(1) == (is_int8 ? columns : nf4_row_bytes(columns)), "codes do not hold rows of ", columns, " elements");
        TORCH_CHECK(scales.dim() == 2 && scales.device().is_cpu() && scales.is_contiguous() && scales.size(0) == rows
            && scales.scalar_type() == (is_int8 ? at::kFloat : at::kBFloat16) && scales.size(1) == (is_int8 ? 1 : nf4_blocks(columns)),
            "scales do not belong to these codes");
    }

    void unpack(int64_t row, float* out) const
    {
        if (kind == quantization_kind::int8)
        {
            kernels().unpack_int8(data<int8_t>(codes) + row * columns, data<float>(scales)[row], columns, out);
        }
        else
        {
            kernels().unpack_nf4(data<uint8_t>(codes) + row * codes.size(1), data<bf16>(scales) + row * scales.size(1), columns, out);
        }
    }

    // All rows, or those named, in the given type. A wide copy is never larger than a few rows.
    at::Tensor unpacked(at::ScalarType type, const at::Tensor* indices = nullptr) const
    {
        const auto count = indices == nullptr ? rows : indices->size(0);
        auto result = at::empty({count, columns}, codes.options().dtype(type));
        const auto* const chosen = indices == nullptr ? nullptr : data<int64_t>(*indices);
        at::parallel_for(0, count, std::max<int64_t>(1, (1 << 16) / std::max<int64_t>(1, columns)), [&](int64_t first, int64_t last)
        {
            constexpr int64_t strip = 16;
            at::Tensor wide = type == at::kFloat ? at::Tensor() : at::empty({strip, columns}, codes.options().dtype(at::kFloat));
            for (int64_t start = first; start < last; start += strip)
            {
                const auto here = std::min(strip, last - start);
                auto* const out = wide.defined() ? data<float>(wide) : data<float>(result) + start * columns;
                for (int64_t i = 0; i < here; i++)
                {
                    unpack(chosen == nullptr ? start + i : chosen[start + i], out + i * columns);
                }
                if (wide.defined())
                {
                    result.narrow(0, start, here).copy_(wide.narrow(0, 0, here));
                }
            }
        });
        return result;
    }
};

// x Wᵀ with a frozen W. What backward keeps is the codes: the weight is unpacked again, one layer at a time.
struct frozen_product : torch::autograd::Function<frozen_product>
{
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, const at::Tensor& codes, const at::Tensor& scales,
        int64_t kind)
    {
        context->save_for_backward({codes, scales});
        context->saved_data["kind"] = kind;
        context->saved_data["columns"] = x.size(-1);
        return at::linear(x, packed(codes, scales, static_cast<quantization_kind>(kind), x.size(-1)).unpacked(x.scalar_type()));
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const packed weight(saved[0], saved[1], static_cast<quantization_kind>(context->saved_data["kind"].toInt()),
            context->saved_data["columns"].toInt());
        return {at::matmul(gradients[0], weight.unpacked(gradients[0].scalar_type())), {}, {}, {}};
    }
};

at::Tensor wide_bias(const mhf_tensor* bias, int64_t outputs, at::ScalarType type)
{
    if (bias == nullptr)
    {
        return {};
    }
    auto result = value(bias).to(type).contiguous();
    TORCH_CHECK(result.dim() == 1 && result.size(0) == outputs, "bias must be (", outputs, "), not ", result.sizes());
    return result;
}
}

int32_t mhf_quantized_pack(const mhf_tensor* weight, int32_t kind, mhf_tensor** codes, mhf_tensor** scales)
{
    return produce_pair(codes, scales, [&]
    {
        const at::NoGradGuard no_grad;
        const auto chosen = checked_kind(kind);
        const auto w = value(weight).detach();
        TORCH_CHECK(w.dim() == 2 && w.device().is_cpu() && w.is_floating_point(), "weight must be a matrix of floating-point numbers on the CPU");
        const auto rows = w.size(0);
        const auto columns = w.size(1);
        const bool is_int8 = chosen == quantization_kind::int8;
        auto packed_codes = at::empty({rows, is_int8 ? columns : nf4_row_bytes(columns)}, w.options().dtype(is_int8 ? at::kChar : at::kByte));
        auto packed_scales = at::empty({rows, is_int8 ? 1 : nf4_blocks(columns)}, w.options().dtype(is_int8 ? at::kFloat : at::kBFloat16));
        at::parallel_for(0, rows, 16, [&](int64_t first, int64_t last)
        {
            const at::NoGradGuard here_too;
            constexpr int64_t strip = 16;
            for (int64_t start = first; start < last; start += strip)
            {
                const auto count = std::min(strip, last - start);
                const auto wide = w.narrow(0, start, count).to(at::kFloat).contiguous();
                TORCH_CHECK(at::isfinite(wide).all().item<bool>(), "a weight is not a finite number");
                for (int64_t i = 0; i < count; i++)
                {
                    const auto* const row = data<float>(wide) + i * columns;
                    if (is_int8)
                    {
                        kernels().pack_int8(row, columns, data<int8_t>(packed_codes) + (start + i) * columns, data<float>(packed_scales) + start + i);
                    }
                    else
                    {
                        kernels().pack_nf4(row, columns, data<uint8_t>(packed_codes) + (start + i) * packed_codes.size(1),
                            data<bf16>(packed_scales) + (start + i) * packed_scales.size(1));
                    }
                }
            }
        });
        return std::make_tuple(packed_codes, packed_scales);
    });
}

int32_t mhf_quantized_unpack(
    const mhf_tensor* codes, const mhf_tensor* scales, int32_t kind, int64_t columns, const mhf_tensor* rows, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const packed weight(value(codes), value(scales), checked_kind(kind), columns);
        if (rows == nullptr)
        {
            return weight.unpacked(static_cast<at::ScalarType>(dtype));
        }
        const auto indices = value(rows).contiguous();
        TORCH_CHECK(indices.dim() == 1 && indices.scalar_type() == at::kLong && indices.device().is_cpu(), "rows must be (count), Int64 and on the CPU");
        for (int64_t i = 0; i < indices.size(0); i++)
        {
            const auto row = data<int64_t>(indices)[i];
            TORCH_CHECK(row >= 0 && row < weight.rows, "row ", row, " lies outside the matrix's ", weight.rows);
        }
        return weight.unpacked(static_cast<at::ScalarType>(dtype), &indices);
    });
}

int32_t mhf_quantized_linear_rows(
    const mhf_tensor* input, const mhf_tensor* codes, const mhf_tensor* scales, int32_t kind, const mhf_tensor* bias, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto& given = value(input);
        TORCH_CHECK(given.dim() > 0 && given.device().is_cpu() && given.is_floating_point(), "input must be floating-point numbers on the CPU");
        TORCH_CHECK(!(at::GradMode::is_enabled() && given.requires_grad()), "input requires a gradient, which this function does not give");
        const auto inputs = given.size(-1);
        const packed weight(value(codes), value(scales), checked_kind(kind), inputs);
        const auto outputs = weight.rows;
        const auto x = given.to(at::kFloat).contiguous();
        const auto b = wide_bias(bias, outputs, at::kFloat);
        auto sizes = x.sizes().vec();
        sizes.back() = outputs;
        auto result = at::empty(sizes, x.options());
        const auto rows = inputs == 0 ? 0 : x.numel() / inputs;
        if (inputs == 0)
        {
            return b.defined() ? result.copy_(b) : result.zero_();
        }
        const auto* const bias_data = b.defined() ? data<float>(b) : nullptr;
        const auto& kernel = kernels();
        // A chunk below a quarter of a million products costs more to hand to another thread than to compute.
        const auto grain = std::max<int64_t>(8, (1 << 18) / std::max<int64_t>(1, rows * inputs));
        at::parallel_for(0, outputs, grain, [&](int64_t first, int64_t last)
        {
            std::vector<float> scratch(static_cast<size_t>(decoded_strip * inputs));
            if (weight.kind == quantization_kind::int8)
            {
                kernel.linear_rows_int8(data<float>(x), data<int8_t>(weight.codes), data<float>(weight.scales), bias_data, data<float>(result), rows,
                    inputs, outputs, first, last, scratch.data());
            }
            else
            {
                kernel.linear_rows_nf4(data<float>(x), data<uint8_t>(weight.codes), data<bf16>(weight.scales), bias_data, data<float>(result), rows,
                    inputs, outputs, first, last, scratch.data());
            }
        });
        return result.to(given.scalar_type());
    });
}

int32_t mhf_quantized_linear(
    const mhf_tensor* input, const mhf_tensor* codes, const mhf_tensor* scales, int32_t kind, const mhf_tensor* bias, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto& x = value(input);
        TORCH_CHECK(x.dim() > 0, "input must have a last dimension");
        const packed weight(value(codes), value(scales), checked_kind(kind), x.size(-1));
        const auto product = at::GradMode::is_enabled() && x.requires_grad()
            ? frozen_product::apply(x, weight.codes, weight.scales, static_cast<int64_t>(kind))
            : at::linear(x, weight.unpacked(x.scalar_type()));
        return bias == nullptr ? product : product + value(bias).to(x.scalar_type());
    });
}
