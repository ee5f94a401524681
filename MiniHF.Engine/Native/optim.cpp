// Steps of optimizers.
#include "shim.h"
#include "kernels.h"

#include <ATen/Parallel.h>

#include <cmath>

using namespace mhf;

int32_t mhf_optim_adamw_(
    mhf_tensor* parameter, const mhf_tensor* gradient, mhf_tensor* average, mhf_tensor* average_square, int64_t step, double learning_rate,
    double beta1, double beta2, double eps, double weight_decay)
{
    return guarded([&]
    {
        const at::NoGradGuard no_grad;
        auto& p = value(parameter);
        const auto& g = value(gradient);
        auto& m = value(average);
        auto& v = value(average_square);
        TORCH_CHECK(step >= 1, "steps are counted from 1, not ", step);
        TORCH_CHECK(p.sizes() == g.sizes() && p.sizes() == m.sizes() && p.sizes() == v.sizes(), "the four tensors must be of one shape");
        const auto correction1 = 1 - std::pow(beta1, static_cast<double>(step));
        const auto correction2_sqrt = std::sqrt(1 - std::pow(beta2, static_cast<double>(step)));
        const auto plain = [](const at::Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_contiguous(); };
        if (plain(p) && plain(g) && plain(m) && plain(v))
        {
            const adamw_settings settings{
                static_cast<float>(learning_rate), static_cast<float>(beta1), static_cast<float>(beta2), static_cast<float>(eps),
                static_cast<float>(weight_decay), static_cast<float>(correction1), static_cast<float>(correction2_sqrt)};
            auto* const pd = p.data_ptr<float>();
            const auto* const gd = g.data_ptr<float>();
            auto* const md = m.data_ptr<float>();
            auto* const vd = v.data_ptr<float>();
            const auto& kernel = kernels();
            at::parallel_for(0, p.numel(), 1 << 16, [&](int64_t first, int64_t last)
            {
                kernel.adamw(pd + first, gd + first, md + first, vd + first, last - first, settings);
            });
            p.unsafeGetTensorImpl()->bump_version();
            return;
        }
        // Half-precision parameters keep their averages in float32: the step is computed there and rounded once.
        const auto wide = g.to(m.scalar_type());
        m.mul_(beta1).add_(wide, 1 - beta1);
        v.mul_(beta2).addcmul_(wide, wide, 1 - beta2);
        const auto denominator = (v.sqrt() / correction2_sqrt).add_(eps);
        auto next = p.to(m.scalar_type()).mul(1 - learning_rate * weight_decay);
        next.addcdiv_(m, denominator, -learning_rate / correction1);
        p.copy_(next);
    });
}
