// Products of matrices.
#include "shim.h"

using namespace mhf;

int32_t mhf_tensor_matmul(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).matmul(value(other)); });
}

int32_t mhf_tensor_mm(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).mm(value(other)); });
}

int32_t mhf_tensor_bmm(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).bmm(value(other)); });
}

int32_t mhf_tensor_mv(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).mv(value(other)); });
}

int32_t mhf_tensor_dot(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).dot(value(other)); });
}

int32_t mhf_tensor_outer(const mhf_tensor* self, const mhf_tensor* other, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).outer(value(other)); });
}

int32_t mhf_tensor_addmm(
    const mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar beta, mhf_scalar alpha, mhf_tensor** out)
{
    return produce(out, [&] { return at::addmm(value(self), value(first), value(second), scalar(beta), scalar(alpha)); });
}

int32_t mhf_tensor_baddbmm(
    const mhf_tensor* self, const mhf_tensor* first, const mhf_tensor* second, mhf_scalar beta, mhf_scalar alpha, mhf_tensor** out)
{
    return produce(out, [&] { return at::baddbmm(value(self), value(first), value(second), scalar(beta), scalar(alpha)); });
}
