// Gradients, and the modes that leave them out.
#include "shim.h"

#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace mhf;

struct mhf_inference_guard
{
    c10::InferenceMode mode;

    explicit mhf_inference_guard(bool enabled) : mode(enabled) {}
};

int32_t mhf_autograd_requires_grad(const mhf_tensor* self, int32_t* out)
{
    return guarded([&] { *out = value(self).requires_grad(); });
}

int32_t mhf_autograd_requires_grad_(mhf_tensor* self, int32_t requires_grad)
{
    return guarded([&] { value(self).requires_grad_(requires_grad != 0); });
}

int32_t mhf_autograd_is_leaf(const mhf_tensor* self, int32_t* out)
{
    return guarded([&] { *out = value(self).is_leaf(); });
}

int32_t mhf_autograd_grad(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return at::Tensor(value(self).grad()); });
}

int32_t mhf_autograd_set_grad(mhf_tensor* self, const mhf_tensor* gradient)
{
    return guarded([&] { value(self).mutable_grad() = gradient == nullptr ? at::Tensor() : gradient->value; });
}

int32_t mhf_autograd_backward(const mhf_tensor* self, const mhf_tensor* gradient, int32_t retain_graph, int32_t create_graph)
{
    return guarded([&]
    {
        value(self).backward(gradient == nullptr ? at::Tensor() : gradient->value, retain_graph != 0, create_graph != 0);
    });
}

int32_t mhf_autograd_grad_of(
    const mhf_tensor* const* outputs, int32_t output_count, const mhf_tensor* const* inputs, int32_t input_count, int32_t retain_graph,
    int32_t create_graph, int32_t allow_unused, mhf_tensor** out, int32_t capacity, int32_t* count)
{
    return guarded([&]
    {
        auto gradients = torch::autograd::grad(
            list(outputs, output_count), list(inputs, input_count), {}, retain_graph != 0, create_graph != 0, allow_unused != 0);
        publish_list(std::move(gradients), out, capacity, count);
    });
}

int32_t mhf_autograd_is_grad_enabled(int32_t* out)
{
    return guarded([&] { *out = at::GradMode::is_enabled(); });
}

int32_t mhf_autograd_set_grad_enabled(int32_t enabled)
{
    return guarded([&] { at::GradMode::set_enabled(enabled != 0); });
}

int32_t mhf_autograd_is_inference_mode(int32_t* out)
{
    return guarded([&] { *out = c10::InferenceMode::is_enabled(); });
}

int32_t mhf_autograd_inference_enter(int32_t enabled, mhf_inference_guard** out)
{
    return guarded([&] { *out = new mhf_inference_guard(enabled != 0); });
}

int32_t mhf_autograd_inference_exit(mhf_inference_guard* guard)
{
    return guarded([&] { delete guard; });
}

int32_t mhf_autograd_clip_grad_norm_(
    const mhf_tensor* const* parameters, int32_t count, double max_norm, int32_t error_if_nonfinite, double* total_norm)
{
    return guarded([&]
    {
        const at::NoGradGuard no_grad;
        std::vector<at::Tensor> gradients;
        for (int32_t i = 0; i < count; i++)
        {
            const auto& gradient = value(parameters[i]).grad();
            if (gradient.defined())
            {
                gradients.push_back(gradient);
            }
        }
        *total_norm = 0;
        if (gradients.empty())
        {
            return;
        }
        std::vector<at::Tensor> norms;
        for (const auto& gradient : gradients)
        {
            norms.push_back(gradient.norm(2, at::kFloat).to(gradients[0].device()));
        }
        *total_norm = at::stack(norms).norm(2).item<double>();
        TORCH_CHECK(
            error_if_nonfinite == 0 || std::isfinite(*total_norm), "the total norm of the gradients is ", *total_norm,
            "; the step would spoil the parameters");
        const double factor = max_norm / (*total_norm + 1e-6);
        if (factor < 1)
        {
            for (auto& gradient : gradients)
            {
                gradient.mul_(factor);
            }
        }
    });
}
