// Elements picked or placed by index or mask.
#include "shim.h"

using namespace mhf;

int32_t mhf_tensor_index_select(const mhf_tensor* self, int64_t dim, const mhf_tensor* index, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).index_select(dim, value(index)); });
}

int32_t mhf_tensor_gather(const mhf_tensor* self, int64_t dim, const mhf_tensor* index, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).gather(dim, value(index)); });
}

int32_t mhf_tensor_scatter(const mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).scatter(dim, value(index), value(source)); });
}

int32_t mhf_tensor_scatter_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source)
{
    return guarded([&] { value(self).scatter_(dim, value(index), value(source)); });
}

int32_t mhf_tensor_scatter_scalar_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, mhf_scalar fill)
{
    return guarded([&] { value(self).scatter_(dim, value(index), scalar(fill)); });
}

int32_t mhf_tensor_index_copy_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source)
{
    return guarded([&] { value(self).index_copy_(dim, value(index), value(source)); });
}

int32_t mhf_tensor_index_add_(mhf_tensor* self, int64_t dim, const mhf_tensor* index, const mhf_tensor* source, mhf_scalar alpha)
{
    return guarded([&] { value(self).index_add_(dim, value(index), value(source), scalar(alpha)); });
}

int32_t mhf_tensor_masked_fill(const mhf_tensor* self, const mhf_tensor* mask, mhf_scalar fill, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).masked_fill(value(mask), scalar(fill)); });
}

int32_t mhf_tensor_masked_fill_(mhf_tensor* self, const mhf_tensor* mask, mhf_scalar fill)
{
    return guarded([&] { value(self).masked_fill_(value(mask), scalar(fill)); });
}

int32_t mhf_tensor_masked_select(const mhf_tensor* self, const mhf_tensor* mask, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).masked_select(value(mask)); });
}

int32_t mhf_tensor_where(const mhf_tensor* condition, const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return at::where(value(condition), value(self), value(other)); });
}

int32_t mhf_tensor_nonzero(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).nonzero(); });
}

int32_t mhf_tensor_tril(const mhf_tensor* self, int64_t diagonal, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).tril(diagonal); });
}

int32_t mhf_tensor_triu(const mhf_tensor* self, int64_t diagonal, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).triu(diagonal); });
}
