// Tensors made from nothing or from bytes, and what a tensor says about itself.
#include "shim.h"

using namespace mhf;

int32_t mhf_tensor_empty(const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out)
{
    return produce(out, [&] { return at::empty(array(sizes, count), options(dtype, device_type, device_index)); });
}

int32_t mhf_tensor_zeros(const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out)
{
    return produce(out, [&] { return at::zeros(array(sizes, count), options(dtype, device_type, device_index)); });
}

int32_t mhf_tensor_ones(const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out)
{
    return produce(out, [&] { return at::ones(array(sizes, count), options(dtype, device_type, device_index)); });
}

int32_t mhf_tensor_full(
    const int64_t* sizes, int32_t count, mhf_scalar fill, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out)
{
    return produce(out, [&] { return at::full(array(sizes, count), scalar(fill), options(dtype, device_type, device_index)); });
}

int32_t mhf_tensor_arange(
    mhf_scalar start, mhf_scalar stop, mhf_scalar step, int32_t dtype, int32_t device_type, int32_t device_index, mhf_tensor** out)
{
    return produce(out, [&] { return at::arange(scalar(start), scalar(stop), scalar(step), options(dtype, device_type, device_index)); });
}

int32_t mhf_tensor_from_data(const void* data, int64_t bytes, const int64_t* sizes, int32_t count, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&]
    {
        auto result = at::empty(array(sizes, count), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
        TORCH_CHECK(
            result.nbytes() == static_cast<size_t>(bytes), "the sizes ask for ", result.nbytes(), " bytes, but ", bytes, " were given");
        if (bytes > 0)
        {
            std::memcpy(result.data_ptr(), data, static_cast<size_t>(bytes));
        }
        return result;
    });
}

int32_t mhf_tensor_empty_like(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return at::empty_like(value(self)); });
}

int32_t mhf_tensor_zeros_like(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return at::zeros_like(value(self)); });
}

int32_t mhf_tensor_ones_like(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return at::ones_like(value(self)); });
}

int32_t mhf_tensor_free(mhf_tensor* self)
{
    return guarded([&] { delete self; });
}

int32_t mhf_tensor_describe(const mhf_tensor* self, mhf_tensor_info* info)
{
    return guarded([&]
    {
        const auto& tensor = value(self);
        info->data = tensor.has_storage() && tensor.device().is_cpu() ? tensor.data_ptr() : nullptr;
        info->elements = tensor.numel();
        info->dimensions = static_cast<int32_t>(tensor.dim());
        info->dtype = static_cast<int32_t>(tensor.scalar_type());
        info->device_type = static_cast<int32_t>(tensor.device().type());
        info->device_index = static_cast<int32_t>(tensor.device().index());
        info->is_contiguous = tensor.is_contiguous();
        info->element_size = static_cast<int32_t>(tensor.element_size());
    });
}

int32_t mhf_tensor_sizes(const mhf_tensor* self, int64_t* sizes, int32_t capacity)
{
    return guarded([&]
    {
        const auto from = value(self).sizes();
        TORCH_CHECK(static_cast<size_t>(capacity) >= from.size(), "room for ", capacity, " sizes, but there are ", from.size());
        std::copy(from.begin(), from.end(), sizes);
    });
}

int32_t mhf_tensor_strides(const mhf_tensor* self, int64_t* strides, int32_t capacity)
{
    return guarded([&]
    {
        const auto from = value(self).strides();
        TORCH_CHECK(static_cast<size_t>(capacity) >= from.size(), "room for ", capacity, " strides, but there are ", from.size());
        std::copy(from.begin(), from.end(), strides);
    });
}

int32_t mhf_tensor_item(const mhf_tensor* self, double* floating, int64_t* integral)
{
    return guarded([&]
    {
        const auto item = value(self).item();
        *floating = item.toDouble();
        *integral = item.isIntegral(true) ? item.toLong() : 0;
    });
}

int32_t mhf_tensor_is_same(const mhf_tensor* self, const mhf_tensor* other, int32_t* out)
{
    return guarded([&] { *out = value(self).is_same(value(other)); });
}
