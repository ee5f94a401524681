// Layers, activations and losses, as torch.nn.functional has them.
#include "shim.h"

#include <cmath>
#include <limits>

using namespace mhf;

int32_t mhf_nn_linear(const mhf_tensor* input, const mhf_tensor* weight, const mhf_tensor* bias, mhf_tensor** out)
{
    return produce(out, [&] { return at::linear(value(input), value(weight), maybe(bias)); });
}

int32_t mhf_nn_embedding(const mhf_tensor* weight, const mhf_tensor* indices, mhf_tensor** out)
{
    return produce(out, [&] { return at::embedding(value(weight), value(indices)); });
}

int32_t mhf_nn_layer_norm(
    const mhf_tensor* input, const int64_t* sizes, int32_t count, const mhf_tensor* weight, const mhf_tensor* bias, double eps, mhf_tensor** out)
{
    return produce(out, [&] { return at::layer_norm(value(input), array(sizes, count), maybe(weight), maybe(bias), eps); });
}

int32_t mhf_nn_cross_entropy(
    const mhf_tensor* input, const mhf_tensor* target, const mhf_tensor* weight, int64_t reduction, int64_t ignore_index, double label_smoothing, mhf_tensor** out)
{
    return produce(out, [&] { return at::cross_entropy_loss(value(input), value(target), maybe(weight), reduction, ignore_index, label_smoothing); });
}

int32_t mhf_nn_nll_loss(
    const mhf_tensor* input, const mhf_tensor* target, const mhf_tensor* weight, int64_t reduction, int64_t ignore_index, mhf_tensor** out)
{
    return produce(out, [&] { return at::nll_loss(value(input), value(target), maybe(weight), reduction, ignore_index); });
}

int32_t mhf_nn_binary_cross_entropy_with_logits(const mhf_tensor* input, const mhf_tensor* target, int64_t reduction, mhf_tensor** out)
{
    return produce(out, [&] { return at::binary_cross_entropy_with_logits(value(input), value(target), {}, {}, reduction); });
}

int32_t mhf_nn_mse_loss(const mhf_tensor* input, const mhf_tensor* target, int64_t reduction, mhf_tensor** out)
{
    return produce(out, [&] { return at::mse_loss(value(input), value(target), reduction); });
}

int32_t mhf_nn_dropout(const mhf_tensor* input, double p, int32_t training, mhf_tensor** out)
{
    return produce(out, [&] { return at::dropout(value(input), p, training != 0); });
}

int32_t mhf_nn_relu(const mhf_tensor* input, mhf_tensor** out)
{
    return produce(out, [&] { return at::relu(value(input)); });
}

int32_t mhf_nn_silu(const mhf_tensor* input, mhf_tensor** out)
{
    return produce(out, [&] { return at::silu(value(input)); });
}

int32_t mhf_nn_gelu(const mhf_tensor* input, int32_t approximate_tanh, mhf_tensor** out)
{
    return produce(out, [&] { return at::gelu(value(input), approximate_tanh != 0 ? "tanh" : "none"); });
}

int32_t mhf_nn_softplus(const mhf_tensor* input, double beta, double threshold, mhf_tensor** out)
{
    return produce(out, [&] { return at::softplus(value(input), beta, threshold); });
}

int32_t mhf_nn_logsigmoid(const mhf_tensor* input, mhf_tensor** out)
{
    return produce(out, [&] { return at::log_sigmoid(value(input)); });
}

int32_t mhf_nn_scaled_dot_product_attention(
    const mhf_tensor* query, const mhf_tensor* key, const mhf_tensor* attention_value, const mhf_tensor* mask, double dropout, int32_t is_causal,
    mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto& q = value(query);
        const auto& k = value(key);
        const auto& v = value(attention_value);
#if TORCH_VERSION_MAJOR >= 2
        return at::scaled_dot_product_attention(q, k, v, maybe(mask), dropout, is_causal != 0);
#else
        // The definition of the later op: softmax(q k^T / sqrt(D) + mask) v, with a boolean mask saying what takes part.
        TORCH_CHECK(is_causal == 0 || mask == nullptr, "a mask and is_causal exclude each other");
        auto scores = at::matmul(q * (1.0 / std::sqrt(static_cast<double>(q.size(-1)))), k.transpose(-2, -1));
        const auto minus_infinity = -std::numeric_limits<double>::infinity();
        if (is_causal != 0)
        {
            const auto hidden = at::ones({q.size(-2), k.size(-2)}, q.options().dtype(at::kBool)).triu(1);
            scores = scores.masked_fill(hidden, minus_infinity);
        }
        else if (mask != nullptr)
        {
            const auto& given = value(mask);
            scores = given.scalar_type() == at::kBool ? scores.masked_fill(given.logical_not(), minus_infinity) : scores + given;
        }
        auto weights = scores.softmax(-1);
        if (dropout > 0)
        {
            weights = at::dropout(weights, dropout, true);
        }
        return at::matmul(weights, v);
#endif
    });
}
