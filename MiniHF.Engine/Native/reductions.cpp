// Many elements to fewer: sums, extremes, orders, probabilities, comparisons of whole tensors.
#include "shim.h"

using namespace mhf;

int32_t mhf_tensor_sum(const mhf_tensor* self, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sum(maybe_dtype(dtype)); });
}

int32_t mhf_tensor_sum_dims(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).sum(array(dims, count), keepdim != 0, maybe_dtype(dtype)); });
}

int32_t mhf_tensor_mean(const mhf_tensor* self, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).mean(maybe_dtype(dtype)); });
}

int32_t mhf_tensor_mean_dims(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).mean(array(dims, count), keepdim != 0, maybe_dtype(dtype)); });
}

int32_t mhf_tensor_var(const mhf_tensor* self, int32_t unbiased, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).var(unbiased != 0); });
}

int32_t mhf_tensor_var_dims(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t unbiased, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).var(array(dims, count), unbiased != 0, keepdim != 0); });
}

int32_t mhf_tensor_norm(const mhf_tensor* self, mhf_scalar p, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).norm(scalar(p)); });
}

int32_t mhf_tensor_norm_dims(const mhf_tensor* self, mhf_scalar p, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).norm(scalar(p), array(dims, count), keepdim != 0); });
}

int32_t mhf_tensor_max(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).max(); });
}

int32_t mhf_tensor_min(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).min(); });
}

int32_t mhf_tensor_amax(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).amax(array(dims, count), keepdim != 0); });
}

int32_t mhf_tensor_amin(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).amin(array(dims, count), keepdim != 0); });
}

int32_t mhf_tensor_max_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** values, mhf_tensor** indices)
{
    return produce_pair(values, indices, [&] { return value(self).max(dim, keepdim != 0); });
}

int32_t mhf_tensor_min_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** values, mhf_tensor** indices)
{
    return produce_pair(values, indices, [&] { return value(self).min(dim, keepdim != 0); });
}

int32_t mhf_tensor_argmax(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).argmax(); });
}

int32_t mhf_tensor_argmax_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).argmax(dim, keepdim != 0); });
}

int32_t mhf_tensor_argmin_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).argmin(dim, keepdim != 0); });
}

int32_t mhf_tensor_topk(
    const mhf_tensor* self, int64_t k, int64_t dim, int32_t largest, int32_t sorted, mhf_tensor** values, mhf_tensor** indices)
{
    return produce_pair(values, indices, [&] { return value(self).topk(k, dim, largest != 0, sorted != 0); });
}

int32_t mhf_tensor_sort(const mhf_tensor* self, int64_t dim, int32_t descending, mhf_tensor** values, mhf_tensor** indices)
{
    return produce_pair(values, indices, [&] { return value(self).sort(dim, descending != 0); });
}

int32_t mhf_tensor_argsort(const mhf_tensor* self, int64_t dim, int32_t descending, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).argsort(dim, descending != 0); });
}

int32_t mhf_tensor_cumsum(const mhf_tensor* self, int64_t dim, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).cumsum(dim, maybe_dtype(dtype)); });
}

int32_t mhf_tensor_logsumexp(const mhf_tensor* self, const int64_t* dims, int32_t count, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).logsumexp(array(dims, count), keepdim != 0); });
}

int32_t mhf_tensor_softmax(const mhf_tensor* self, int64_t dim, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).softmax(dim, maybe_dtype(dtype)); });
}

int32_t mhf_tensor_log_softmax(const mhf_tensor* self, int64_t dim, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).log_softmax(dim, maybe_dtype(dtype)); });
}

int32_t mhf_tensor_all(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).all(); });
}

int32_t mhf_tensor_any(const mhf_tensor* self, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).any(); });
}

int32_t mhf_tensor_all_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).all(dim, keepdim != 0); });
}

int32_t mhf_tensor_any_dim(const mhf_tensor* self, int64_t dim, int32_t keepdim, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).any(dim, keepdim != 0); });
}

int32_t mhf_tensor_allclose(const mhf_tensor* self, const mhf_tensor* other, double relative, double absolute, int32_t equal_nan, int32_t* out)
{
    return guarded([&] { *out = value(self).allclose(value(other), relative, absolute, equal_nan != 0); });
}

int32_t mhf_tensor_equal(const mhf_tensor* self, const mhf_tensor* other, int32_t* out)
{
    return guarded([&] { *out = value(self).equal(value(other)); });
}
