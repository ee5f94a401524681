// Functions that do in one call what takes the composed form many: argument checks here, loops in kernels.cpp.
// They run on the CPU and record no gradients; the managed side keeps the composed form for everything else.
#include "shim.h"
#include "kernels.h"

#include <ATen/Parallel.h>

#include <cmath>

using namespace mhf;

namespace
{
void check_plain(const at::Tensor& tensor, const char* name)
{
    TORCH_CHECK(tensor.device().is_cpu(), name, " must be on the CPU");
    TORCH_CHECK(tensor.scalar_type() == at::kFloat || tensor.scalar_type() == at::kBFloat16, name, " must be Float32 or BFloat16, not ",
        tensor.scalar_type());
    TORCH_CHECK(!(at::GradMode::is_enabled() && tensor.requires_grad()), name, " requires a gradient, which this function does not give");
}

template <class T> T* data(const at::Tensor& tensor)
{
    return static_cast<T*>(tensor.data_ptr());
}

struct checked_cache
{
    int64_t kv_heads = 0;

    void check(const at::Tensor& cached, const at::Tensor& q, int64_t length, const char* name)
    {
        TORCH_CHECK(cached.device().is_cpu() && cached.scalar_type() == q.scalar_type(), name, " must be on the CPU and of q's type");
        TORCH_CHECK(cached.dim() == 3 && cached.size(2) == q.size(2) && cached.stride(2) == 1, name,
            " must be (kv heads, capacity, ", q.size(2), ") with a dense last dimension, not ", cached.sizes());
        TORCH_CHECK(length >= 0 && length <= cached.size(1), name, " holds ", cached.size(1), " positions, not ", length);
        TORCH_CHECK(kv_heads == 0 || cached.size(0) == kv_heads, "segments differ in their number of heads");
        kv_heads = cached.size(0);
        TORCH_CHECK(kv_heads > 0 && q.size(1) % kv_heads == 0, q.size(1), " query heads cannot share ", kv_heads, " key/value heads");
    }
};
}

int32_t mhf_fused_rms_norm(const mhf_tensor* input, const mhf_tensor* weight, double eps, mhf_tensor** out)
{
    return produce(out, [&]
    {
        check_plain(value(input), "input");
        check_plain(value(weight), "weight");
        const auto x = value(input).contiguous();
        const auto w = value(weight).contiguous();
        TORCH_CHECK(x.dim() > 0 && w.dim() == 1 && w.size(0) == x.size(-1), "weight must be (", x.dim() > 0 ? x.size(-1) : 0, "), not ", w.sizes());
        TORCH_CHECK(x.scalar_type() == w.scalar_type(), "input and weight must be of one type");
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
    });
}

int32_t mhf_fused_rotary_(
    mhf_tensor* self, const mhf_tensor* cosines, const mhf_tensor* sines, const mhf_tensor* positions, int32_t interleaved)
{
    return guarded([&]
    {
        const auto& x = value(self);
        const auto& cosine = value(cosines);
        const auto& sine = value(sines);
        const auto& position = value(positions);
        check_plain(x, "self");
        TORCH_CHECK(x.dim() == 3 && x.stride(2) == 1, "self must be (rows, heads, width) with a dense last dimension");
        TORCH_CHECK(cosine.dim() == 2 && cosine.sizes() == sine.sizes() && cosine.is_contiguous() && sine.is_contiguous()
            && cosine.scalar_type() == at::kFloat && sine.scalar_type() == at::kFloat && cosine.device().is_cpu() && sine.device().is_cpu(),
            "cosines and sines must be (positions, half the rotated width), Float32, contiguous and on the CPU");
        TORCH_CHECK(position.dim() == 1 && position.size(0) == x.size(0) && position.scalar_type() == at::kLong && position.is_contiguous()
            && position.device().is_cpu(), "positions must be (rows), Int64, contiguous and on the CPU");
        const auto half = cosine.size(1);
        TORCH_CHECK(2 * half <= x.size(2), "the tables turn ", 2 * half, " elements of a head that has ", x.size(2));
        const auto* const at = data<int64_t>(position);
        for (int64_t row = 0; row < x.size(0); row++)
        {
            TORCH_CHECK(at[row] >= 0 && at[row] < cosine.size(0), "position ", at[row], " lies outside the tables' ", cosine.size(0));
        }
        for (int64_t row = 0; row < x.size(0); row++)
        {
            const auto* const c = data<float>(cosine) + at[row] * half;
            const auto* const s = data<float>(sine) + at[row] * half;
            for (int64_t head = 0; head < x.size(1); head++)
            {
                const auto offset = row * x.stride(0) + head * x.stride(1);
                if (x.scalar_type() == at::kFloat)
                {
                    kernels().rotate_f32(data<float>(x) + offset, c, s, half, interleaved != 0);
                }
                else
                {
                    kernels().rotate_bf16(data<bf16>(x) + offset, c, s, half, interleaved != 0);
                }
            }
        }
    });
}

int32_t mhf_fused_cached_attention(
    const mhf_tensor* query, const mhf_tensor* const* keys, const mhf_tensor* const* values, const int64_t* lengths, int32_t segment_count,
    const int32_t* row_offsets, int32_t row_offset_count, double scale, mhf_tensor** out)
{
    return produce(out, [&]
    {
        check_plain(value(query), "query");
        const auto q = value(query).contiguous();
        TORCH_CHECK(q.dim() == 3, "query must be (rows, heads, width), not ", q.sizes());
        const auto rows = q.size(0);
        const auto width = q.size(2);
        TORCH_CHECK(row_offset_count == rows + 1 && row_offsets[0] == 0 && row_offsets[rows] == segment_count,
            "row offsets must be rows + 1 numbers from 0 to the number of segments");
        for (int64_t row = 0; row < rows; row++)
        {
            TORCH_CHECK(row_offsets[row] <= row_offsets[row + 1], "row offsets must not fall");
        }

        std::vector<attention_segment> segments;
        segments.reserve(static_cast<size_t>(segment_count));
        checked_cache cache;
        for (int32_t i = 0; i < segment_count; i++)
        {
            const auto& k = value(keys[i]);
            const auto& v = value(values[i]);
            cache.check(k, q, lengths[i], "keys");
            cache.check(v, q, lengths[i], "values");
            segments.push_back({k.data_ptr(), v.data_ptr(), k.stride(0), k.stride(1), v.stride(0), v.stride(1), lengths[i]});
        }
        auto result = at::empty_like(q);
        if (segment_count == 0)
        {
            return result.zero_();
        }

        const auto group = q.size(1) / cache.kv_heads;
        const auto together = attention_rows(group);
        const auto batches = (rows + together - 1) / together;
        const auto item = static_cast<int64_t>(q.element_size());
        const auto* const from = data<const char>(q);
        auto* const to = data<char>(result);
        const auto attend = q.scalar_type() == at::kFloat ? kernels().attend_f32 : kernels().attend_bf16;
        at::parallel_for(0, batches * cache.kv_heads, 1, [&](int64_t begin, int64_t end)
        {
            std::vector<float> scratch(static_cast<size_t>(attention_scratch(together, group, width)));
            std::vector<attention_row> batch(static_cast<size_t>(together));
            for (auto unit = begin; unit < end; unit++)
            {
                const auto first = unit / cache.kv_heads * together;
                const auto head = unit % cache.kv_heads;
                const auto count = std::min(together, rows - first);
                for (int64_t i = 0; i < count; i++)
                {
                    const auto row = first + i;
                    const auto offset = (row * q.size(1) + head * group) * width * item;
                    batch[static_cast<size_t>(i)] = {
                        from + offset, to + offset, segments.data() + row_offsets[row], row_offsets[row + 1] - row_offsets[row]};
                }
                attend(batch.data(), count, head, group, width, static_cast<float>(scale), scratch.data());
            }
        });
        return result;
    });
}

int32_t mhf_fused_linear_rows(const mhf_tensor* input, const mhf_tensor* weight, const mhf_tensor* bias, mhf_tensor** out)
{
    return produce(out, [&]
    {
        check_plain(value(input), "input");
        check_plain(value(weight), "weight");
        const auto w = value(weight).contiguous();
        TORCH_CHECK(w.dim() == 2, "weight must be a matrix, not ", w.sizes());
        const auto inputs = w.size(1);
        const auto outputs = w.size(0);
        TORCH_CHECK(value(input).dim() > 0 && value(input).size(-1) == inputs, "input's last dimension must be ", inputs, ", not ", value(input).sizes());
        const auto x = value(input).to(at::kFloat).contiguous();
        at::Tensor b;
        if (bias != nullptr)
        {
            check_plain(value(bias), "bias");
            b = value(bias).to(at::kFloat).contiguous();
            TORCH_CHECK(b.dim() == 1 && b.size(0) == outputs, "bias must be (", outputs, "), not ", b.sizes());
        }
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
            if (w.scalar_type() == at::kFloat)
            {
                kernel.linear_rows_f32(data<float>(x), data<float>(w), bias_data, data<float>(result), rows, inputs, outputs, first, last);
            }
            else
            {
                kernel.linear_rows_bf16(data<float>(x), data<bf16>(w), bias_data, data<float>(result), rows, inputs, outputs, first, last);
            }
        });
        return result.to(value(input).scalar_type());
    });
}

int32_t mhf_fused_add_low_rank_(
    mhf_tensor* self, const mhf_tensor* input, const mhf_tensor* a, const mhf_tensor* b, double scaling, int64_t first, int64_t count)
{
    return guarded([&]
    {
        const auto& sum = value(self);
        const auto& x = value(input);
        for (const auto* tensor : {&sum, &x, &value(a), &value(b)})
        {
            check_plain(*tensor, "every operand");
            TORCH_CHECK(tensor->scalar_type() == at::kFloat && tensor->dim() == 2 && tensor->is_contiguous(), "operands must be contiguous Float32 matrices");
        }
        const auto rank = value(a).size(0);
        const auto inputs = value(a).size(1);
        const auto outputs = value(b).size(0);
        TORCH_CHECK(x.size(1) == inputs && sum.size(1) == outputs && value(b).size(1) == rank && x.size(0) == sum.size(0),
            "the shapes do not fit: ", sum.sizes(), ", ", x.sizes(), ", ", value(a).sizes(), ", ", value(b).sizes());
        TORCH_CHECK(first >= 0 && count >= 0 && first + count <= x.size(0), "rows ", first, " to ", first + count, " lie outside of ", x.size(0));
        if (count == 0 || rank == 0 || inputs == 0)
        {
            return;
        }
        const auto& kernel = kernels();
        const auto factor = static_cast<float>(scaling);
        // A chunk below a quarter of a million products costs more to hand to another thread than to compute.
        const auto grain = std::max<int64_t>(4, (1 << 18) / std::max<int64_t>(1, rank * (inputs + outputs)));
        at::parallel_for(first, first + count, grain, [&](int64_t begin, int64_t end)
        {
            const auto rows = end - begin;
            std::vector<float> low(static_cast<size_t>(rows * rank));
            std::vector<float> scratch(static_cast<size_t>(low_rank_scratch(rank)));
            kernel.linear_rows_f32(data<float>(x) + begin * inputs, data<float>(value(a)), nullptr, low.data(), rows, inputs, rank, 0, rank);
            for (auto& element : low)
            {
                element *= factor;
            }
            kernel.add_low_rank(low.data(), data<float>(value(b)), data<float>(sum) + begin * outputs, rows, rank, outputs, scratch.data());
        });
    });
}

int32_t mhf_fused_activation(const mhf_tensor* input, const mhf_tensor* factor, int32_t kind, mhf_tensor** out)
{
    return produce(out, [&]
    {
        check_plain(value(input), "input");
        TORCH_CHECK(kind >= 0 && kind <= static_cast<int32_t>(activation_kind::relu), kind, " is no activation");
        const auto x = value(input).contiguous();
        at::Tensor y;
        if (factor != nullptr)
        {
            check_plain(value(factor), "factor");
            TORCH_CHECK(value(factor).sizes() == x.sizes() && value(factor).scalar_type() == x.scalar_type(),
                "input and factor must be of one shape and type");
            y = value(factor).contiguous();
        }
        auto result = at::empty_like(x);
        const auto& kernel = kernels();
        // A chunk of fewer elements costs more to hand to another thread than to compute.
        at::parallel_for(0, x.numel(), 1 << 15, [&](int64_t first, int64_t last)
        {
            if (x.scalar_type() == at::kFloat)
            {
                kernel.activate_f32(data<float>(x) + first, y.defined() ? data<float>(y) + first : nullptr, data<float>(result) + first,
                    last - first, static_cast<activation_kind>(kind));
            }
            else
            {
                kernel.activate_bf16(data<bf16>(x) + first, y.defined() ? data<bf16>(y) + first : nullptr, data<bf16>(result) + first,
                    last - first, static_cast<activation_kind>(kind));
            }
        });
        return result;
    });
}
