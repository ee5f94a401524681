// Fused functions that give gradients: for training on the CPU, where the composed forms spend more time passing over memory than
// multiplying. Loops are in kernels.cpp; the managed side keeps the composed forms for everything else, and as the reference.
#include "shim.h"
#include "kernels.h"

#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

using namespace mhf;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace
{
void check_host(const at::Tensor& tensor, const char* name)
{
    TORCH_CHECK(tensor.device().is_cpu(), name, " must be on the CPU");
    TORCH_CHECK(tensor.scalar_type() == at::kFloat || tensor.scalar_type() == at::kBFloat16, name, " must be Float32 or BFloat16, not ",
        tensor.scalar_type());
}

template <class T> T* data(const at::Tensor& tensor)
{
    return static_cast<T*>(tensor.data_ptr());
}

// One call for either type, with the type that kernels give the elements.
template <class Body> void by_type(const at::Tensor& tensor, Body&& body)
{
    if (tensor.scalar_type() == at::kFloat)
    {
        body(float{});
    }
    else
    {
        body(bf16{});
    }
}

struct rms_norm_function : torch::autograd::Function<rms_norm_function>
{
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& weight, double eps)
    {
        const auto x = input.contiguous();
        const auto w = weight.contiguous();
        context->save_for_backward({x, w});
        context->saved_data["eps"] = eps;
        auto result = at::empty_like(x);
        const auto width = w.size(0);
        const auto rows = width == 0 ? 0 : x.numel() / width;
        if (x.scalar_type() == at::kFloat)
        {
            kernels().rms_norm_f32(data<float>(x), data<float>(w), data<float>(result), rows, width, static_cast<float>(eps));
        }
        else
        {
            kernels().rms_norm_bf16(data<bf16>(x), data<bf16>(w), data<bf16>(result), rows, width, static_cast<float>(eps));
        }
        return result;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto& x = saved[0];
        const auto& w = saved[1];
        const auto eps = static_cast<float>(context->saved_data["eps"].toDouble());
        const auto gradient = gradients[0].contiguous();
        auto by_input = at::empty_like(x);
        auto by_weight = w.requires_grad() ? at::zeros(w.sizes(), w.options().dtype(at::kFloat)) : at::Tensor();
        auto* const weight_data = by_weight.defined() ? data<float>(by_weight) : nullptr;
        const auto width = w.size(0);
        const auto rows = width == 0 ? 0 : x.numel() / width;
        if (x.scalar_type() == at::kFloat)
        {
            kernels().rms_norm_gradient_f32(
                data<float>(x), data<float>(w), data<float>(gradient), data<float>(by_input), weight_data, rows, width, eps);
        }
        else
        {
            kernels().rms_norm_gradient_bf16(data<bf16>(x), data<bf16>(w), data<bf16>(gradient), data<bf16>(by_input), weight_data, rows, width, eps);
        }
        return {by_input, by_weight.defined() ? by_weight.to(w.scalar_type()) : by_weight, at::Tensor()};
    }
};

struct gated_silu_function : torch::autograd::Function<gated_silu_function>
{
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& factor)
    {
        const auto x = input.contiguous();
        const auto f = factor.contiguous();
        context->save_for_backward({x, f});
        auto result = at::empty_like(x);
        if (x.scalar_type() == at::kFloat)
        {
            kernels().activate_f32(data<float>(x), data<float>(f), data<float>(result), x.numel(), activation_kind::silu);
        }
        else
        {
            kernels().activate_bf16(data<bf16>(x), data<bf16>(f), data<bf16>(result), x.numel(), activation_kind::silu);
        }
        return result;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto& x = saved[0];
        const auto& f = saved[1];
        const auto gradient = gradients[0].contiguous();
        auto by_input = at::empty_like(x);
        auto by_factor = at::empty_like(f);
        if (x.scalar_type() == at::kFloat)
        {
            kernels().gated_silu_gradient_f32(
                data<float>(x), data<float>(f), data<float>(gradient), data<float>(by_input), data<float>(by_factor), x.numel());
        }
        else
        {
            kernels().gated_silu_gradient_bf16(
                data<bf16>(x), data<bf16>(f), data<bf16>(gradient), data<bf16>(by_input), data<bf16>(by_factor), x.numel());
        }
        return {by_input, by_factor};
    }
};

// A turned copy. The gradient is turned back: by the same angles with the other sign.
at::Tensor turned(const at::Tensor& input, const at::Tensor& cosine, const at::Tensor& sine, const at::Tensor& position, bool interleaved)
{
    auto x = input.contiguous();
    x = x.is_same(input) ? input.clone() : x;
    const auto half = cosine.size(1);
    const auto* const at = position.data_ptr<int64_t>();
    const auto heads = x.size(1);
    const auto width = x.size(2);
    for (int64_t row = 0; row < x.size(0); row++)
    {
        TORCH_CHECK(at[row] >= 0 && at[row] < cosine.size(0), "position ", at[row], " lies outside the tables' ", cosine.size(0));
        const auto* const c = data<float>(cosine) + at[row] * half;
        const auto* const s = data<float>(sine) + at[row] * half;
        for (int64_t head = 0; head < heads; head++)
        {
            const auto offset = (row * heads + head) * width;
            if (x.scalar_type() == at::kFloat)
            {
                kernels().rotate_f32(data<float>(x) + offset, c, s, half, interleaved);
            }
            else
            {
                kernels().rotate_bf16(data<bf16>(x) + offset, c, s, half, interleaved);
            }
        }
    }
    return x;
}

struct rotary_function : torch::autograd::Function<rotary_function>
{
    static at::Tensor forward(
        AutogradContext* context, const at::Tensor& input, const at::Tensor& cosine, const at::Tensor& sine, const at::Tensor& position, bool interleaved)
    {
        context->save_for_backward({cosine, sine, position});
        context->saved_data["interleaved"] = interleaved;
        return turned(input, cosine, sine, position, interleaved);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        return {turned(gradients[0], saved[0], saved[1].neg(), saved[2], context->saved_data["interleaved"].toBool()),
            at::Tensor(), at::Tensor(), at::Tensor(), at::Tensor()};
    }
};

// q, k, v as (heads, tokens of all texts, width): one text's part is a slice, and one product serves all its heads.
struct packed_attention_function : torch::autograd::Function<packed_attention_function>
{
    static at::Tensor forward(AutogradContext* context, const at::Tensor& query, const at::Tensor& key, const at::Tensor& weighed, at::IntArrayRef lengths)
    {
        const auto q = by_head(query);
        const auto k = by_head(key);
        const auto v = by_head(weighed);
        const auto scale = 1 / std::sqrt(static_cast<float>(q.size(2)));
        auto result = at::empty(query.sizes(), query.options()); // (N,H,D)
        variable_list saved{q, k, v};
        int64_t start = 0;
        for (const auto length : lengths)
        {
            auto weights = at::bmm(part(q, start, length), part(k, start, length).transpose(1, 2)); // (H,L,L)
            std::vector<float> scratch(static_cast<size_t>(length + largest_lanes));
            by_type(weights, [&](auto element)
            {
                using T = decltype(element);
                for (int64_t head = 0; head < weights.size(0); head++)
                {
                    softmax(data<T>(weights) + head * length * length, length, scale, scratch.data());
                }
            });
            result.narrow(0, start, length).copy_(at::bmm(weights, part(v, start, length)).transpose(0, 1));
            saved.push_back(weights);
            start += length;
        }
        context->save_for_backward(saved);
        context->saved_data["lengths"] = lengths.vec();
        return result;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto& q = saved[0];
        const auto& k = saved[1];
        const auto& v = saved[2];
        const auto lengths = context->saved_data["lengths"].toIntVector();
        const auto scale = 1 / std::sqrt(static_cast<float>(q.size(2)));
        const auto gradient = by_head(gradients[0]);
        const auto [heads, count, width] = std::make_tuple(q.size(0), q.size(1), q.size(2));
        auto by_query = at::empty({count, heads, width}, q.options());
        auto by_key = at::empty({count, heads, width}, q.options());
        auto by_value = at::empty({count, heads, width}, q.options());
        int64_t start = 0;
        for (size_t text = 0; text < lengths.size(); text++)
        {
            const auto length = lengths[text];
            const auto& weights = saved[3 + text];
            const auto above = part(gradient, start, length);
            by_value.narrow(0, start, length).copy_(at::bmm(weights.transpose(1, 2), above).transpose(0, 1));
            auto by_scores = at::bmm(above, part(v, start, length).transpose(1, 2)); // (H,L,L)
            by_type(by_scores, [&](auto element)
            {
                using T = decltype(element);
                for (int64_t head = 0; head < heads; head++)
                {
                    const auto offset = head * length * length;
                    softmax_gradient(data<T>(weights) + offset, data<T>(by_scores) + offset, length, scale);
                }
            });
            by_query.narrow(0, start, length).copy_(at::bmm(by_scores, part(k, start, length)).transpose(0, 1));
            by_key.narrow(0, start, length).copy_(at::bmm(by_scores.transpose(1, 2), part(q, start, length)).transpose(0, 1));
            start += length;
        }
        return {by_query, by_key, by_value, at::Tensor()};
    }

private:
    static at::Tensor by_head(const at::Tensor& x)
    {
        return x.transpose(0, 1).contiguous();
    }

    static at::Tensor part(const at::Tensor& x, int64_t start, int64_t length)
    {
        return x.narrow(1, start, length);
    }

    static void softmax(float* scores, int64_t length, float scale, float* scratch)
    {
        kernels().causal_softmax_f32(scores, length, scale, scratch);
    }

    static void softmax(bf16* scores, int64_t length, float scale, float* scratch)
    {
        kernels().causal_softmax_bf16(scores, length, scale, scratch);
    }

    static void softmax_gradient(const float* weights, float* gradient, int64_t length, float scale)
    {
        kernels().causal_softmax_gradient_f32(weights, gradient, length, scale);
    }

    static void softmax_gradient(const bf16* weights, bf16* gradient, int64_t length, float scale)
    {
        kernels().causal_softmax_gradient_bf16(weights, gradient, length, scale);
    }
};
}

int32_t mhf_recorded_rms_norm(const mhf_tensor* input, const mhf_tensor* weight, double eps, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto& x = value(input);
        const auto& w = value(weight);
        check_host(x, "input");
        TORCH_CHECK(x.dim() > 0 && w.dim() == 1 && w.size(0) == x.size(-1), "weight must be (", x.dim() > 0 ? x.size(-1) : 0, "), not ", w.sizes());
        TORCH_CHECK(w.device().is_cpu() && x.scalar_type() == w.scalar_type(), "input and weight must be of one type");
        return rms_norm_function::apply(x, w, eps);
    });
}

int32_t mhf_recorded_gated_silu(const mhf_tensor* input, const mhf_tensor* factor, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto& x = value(input);
        const auto& f = value(factor);
        check_host(x, "input");
        TORCH_CHECK(f.device().is_cpu() && f.sizes() == x.sizes() && f.scalar_type() == x.scalar_type(), "input and factor must be of one shape and type");
        return gated_silu_function::apply(x, f);
    });
}

int32_t mhf_recorded_rotary(
    const mhf_tensor* input, const mhf_tensor* cosines, const mhf_tensor* sines, const mhf_tensor* positions, int32_t interleaved, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto& x = value(input);
        const auto& cosine = value(cosines);
        const auto& sine = value(sines);
        const auto& position = value(positions);
        check_host(x, "input");
        TORCH_CHECK(x.dim() == 3, "input must be (rows, heads, width), not ", x.sizes());
        TORCH_CHECK(cosine.dim() == 2 && cosine.sizes() == sine.sizes() && cosine.is_contiguous() && sine.is_contiguous()
            && cosine.scalar_type() == at::kFloat && sine.scalar_type() == at::kFloat && cosine.device().is_cpu() && sine.device().is_cpu()
            && 2 * cosine.size(1) <= x.size(2),
            "cosines and sines must be (positions, half the rotated width), Float32, contiguous and on the CPU");
        TORCH_CHECK(position.dim() == 1 && position.size(0) == x.size(0) && position.scalar_type() == at::kLong && position.is_contiguous()
            && position.device().is_cpu(), "positions must be (rows), Int64, contiguous and on the CPU");
        return rotary_function::apply(x, cosine, sine, position, interleaved != 0);
    });
}

int32_t mhf_recorded_packed_attention(
    const mhf_tensor* query, const mhf_tensor* key, const mhf_tensor* weighed, const int64_t* lengths, int32_t count, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto& q = value(query);
        const auto& k = value(key);
        const auto& v = value(weighed);
        check_host(q, "query");
        TORCH_CHECK(q.dim() == 3 && k.sizes() == q.sizes() && v.sizes() == q.sizes(), "query, key and value must be (tokens, heads, width), of one shape");
        TORCH_CHECK(k.scalar_type() == q.scalar_type() && v.scalar_type() == q.scalar_type() && k.device().is_cpu() && v.device().is_cpu(),
            "query, key and value must be of one type");
        int64_t sum = 0;
        for (int32_t i = 0; i < count; i++)
        {
            TORCH_CHECK(lengths[i] > 0, "a text must have tokens");
            sum += lengths[i];
        }
        TORCH_CHECK(sum == q.size(0), "the texts have ", sum, " tokens, the query ", q.size(0));
        return packed_attention_function::apply(q, k, v, array(lengths, count));
    });
}
