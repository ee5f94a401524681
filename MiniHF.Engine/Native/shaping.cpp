// The same elements in another shape, type or place.
#include "shim.h"

using namespace mhf;

int32_t mhf_tensor_clone(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).clone(); });
}

int32_t mhf_tensor_detach(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).detach(); });
}

int32_t mhf_tensor_contiguous(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).contiguous(); });
}

int32_t mhf_tensor_t(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).t(); });
}

int32_t mhf_tensor_to(
    const mhf_tensor* self, int32_t dtype, int32_t device_type, int32_t device_index, int32_t non_blocking, int32_t copy, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).to(device(device_type, device_index), static_cast<at::ScalarType>(dtype), non_blocking != 0, copy != 0); });
}

int32_t mhf_tensor_copy_(mhf_tensor* self, const mhf_tensor* source, int32_t non_blocking)
{
    return guarded([&] { value(self).copy_(value(source), non_blocking != 0); });
}

int32_t mhf_tensor_view(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).view(array(sizes, count)); });
}

int32_t mhf_tensor_reshape(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).reshape(array(sizes, count)); });
}

int32_t mhf_tensor_expand(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).expand(array(sizes, count)); });
}

int32_t mhf_tensor_repeat(const mhf_tensor* self, const int64_t* sizes, int32_t count, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).repeat(array(sizes, count)); });
}

int32_t mhf_tensor_permute(const mhf_tensor* self, const int64_t* dims, int32_t count, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).permute(array(dims, count)); });
}

int32_t mhf_tensor_transpose(const mhf_tensor* self, int64_t first, int64_t second, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).transpose(first, second); });
}

int32_t mhf_tensor_unsqueeze(const mhf_tensor* self, int64_t dim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).unsqueeze(dim); });
}

int32_t mhf_tensor_squeeze(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).squeeze(); });
}

int32_t mhf_tensor_squeeze_dim(const mhf_tensor* self, int64_t dim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).squeeze(dim); });
}

int32_t mhf_tensor_flatten(const mhf_tensor* self, int64_t start_dim, int64_t end_dim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).flatten(start_dim, end_dim); });
}

int32_t mhf_tensor_repeat_interleave(const mhf_tensor* self, int64_t repeats, int64_t dim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).repeat_interleave(repeats, dim); });
}

int32_t mhf_tensor_narrow(const mhf_tensor* self, int64_t dim, int64_t start, int64_t length, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).narrow(dim, start, length); });
}

int32_t mhf_tensor_slice(const mhf_tensor* self, int64_t dim, int64_t start, int64_t stop, int64_t step, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).slice(dim, start, stop, step); });
}

int32_t mhf_tensor_select(const mhf_tensor* self, int64_t dim, int64_t index, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).select(dim, index); });
}

int32_t mhf_tensor_flip(const mhf_tensor* self, const int64_t* dims, int32_t count, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).flip(array(dims, count)); });
}

int32_t mhf_tensor_roll(
    const mhf_tensor* self, const int64_t* shifts, int32_t shift_count, const int64_t* dims, int32_t dim_count, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).roll(array(shifts, shift_count), array(dims, dim_count)); });
}

int32_t mhf_tensor_cat(const mhf_tensor* const* tensors, int32_t count, int64_t dim, mhf_tensor** out)
{
    return produce(out, [&] { return at::cat(list(tensors, count), dim); });
}

int32_t mhf_tensor_stack(const mhf_tensor* const* tensors, int32_t count, int64_t dim, mhf_tensor** out)
{
    return produce(out, [&] { return at::stack(list(tensors, count), dim); });
}

int32_t mhf_tensor_split(const mhf_tensor* self, int64_t size, int64_t dim, mhf_tensor** out, int32_t capacity, int32_t* count)
{
    return guarded([&] { publish_list(value(self).split(size, dim), out, capacity, count); });
}

int32_t mhf_tensor_split_with_sizes(
    const mhf_tensor* self, const int64_t* sizes, int32_t size_count, int64_t dim, mhf_tensor** out, int32_t capacity, int32_t* count)
{
    return guarded([&] { publish_list(value(self).split_with_sizes(array(sizes, size_count), dim), out, capacity, count); });
}

int32_t mhf_tensor_chunk(const mhf_tensor* self, int64_t chunks, int64_t dim, mhf_tensor** out, int32_t capacity, int32_t* count)
{
    return guarded([&] { publish_list(value(self).chunk(chunks, dim), out, capacity, count); });
}
