// What every file of the shim shares: the opaque types, and the one wrapper through which all exported bodies go.
#pragma once

#include "mhf.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/api/include/torch/version.h>

#include <cstring>
#include <new>
#include <stdexcept>
#include <vector>

struct mhf_tensor
{
    at::Tensor value;
};

struct mhf_generator
{
    at::Generator value;
};

namespace mhf
{
// libtorch moved from its own optional to the standard one; 2.4 is the first release where that is true everywhere.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
template <class T> using optional = std::optional<T>;
#else
template <class T> using optional = c10::optional<T>;
#endif

int32_t fail(const char* message) noexcept;

// Runs an exported body: nothing that C++ can throw leaves it.
template <class Body> int32_t guarded(Body&& body) noexcept
{
    try
    {
        body();
        return MHF_OK;
    }
    catch (const c10::Error& error)
    {
        return fail(error.what_without_backtrace());
    }
    catch (const std::bad_alloc&)
    {
        return fail("out of memory");
    }
    catch (const std::exception& error)
    {
        return fail(error.what());
    }
    catch (...)
    {
        return fail("an unknown C++ exception");
    }
}

inline void publish(at::Tensor&& tensor, mhf_tensor** out)
{
    *out = tensor.defined() ? new mhf_tensor{std::move(tensor)} : nullptr;
}

// guarded, for a body that gives one tensor. An undefined tensor is a null pointer with status MHF_OK.
template <class Body> int32_t produce(mhf_tensor** out, Body&& body) noexcept
{
    return guarded([&] { *out = nullptr; publish(body(), out); });
}

// guarded, for a body that gives a pair of tensors. Nothing is published unless both exist.
template <class Body> int32_t produce_pair(mhf_tensor** first, mhf_tensor** second, Body&& body) noexcept
{
    return guarded([&]
    {
        *first = *second = nullptr;
        auto results = body();
        publish(at::Tensor(std::get<0>(results)), first);
        try
        {
            publish(at::Tensor(std::get<1>(results)), second);
        }
        catch (...)
        {
            delete *first;
            *first = nullptr;
            throw;
        }
    });
}

inline at::Tensor& value(mhf_tensor* tensor)
{
    if (tensor == nullptr)
    {
        throw std::invalid_argument("a required tensor argument is null");
    }
    return tensor->value;
}

inline const at::Tensor& value(const mhf_tensor* tensor)
{
    return value(const_cast<mhf_tensor*>(tensor));
}

inline optional<at::Tensor> maybe(const mhf_tensor* tensor)
{
    return tensor == nullptr ? optional<at::Tensor>() : optional<at::Tensor>(tensor->value);
}

inline optional<at::Generator> maybe(const mhf_generator* generator)
{
    return generator == nullptr ? optional<at::Generator>() : optional<at::Generator>(generator->value);
}

inline optional<at::ScalarType> maybe_dtype(int32_t dtype)
{
    return dtype < 0 ? optional<at::ScalarType>() : optional<at::ScalarType>(static_cast<at::ScalarType>(dtype));
}

inline at::Scalar scalar(mhf_scalar source)
{
    switch (source.kind)
    {
    case MHF_SCALAR_INTEGER:
        return at::Scalar(source.bits);
    case MHF_SCALAR_FLOATING:
    {
        double floating;
        std::memcpy(&floating, &source.bits, sizeof floating);
        return at::Scalar(floating);
    }
    case MHF_SCALAR_BOOLEAN:
        return at::Scalar(source.bits != 0);
    default:
        throw std::invalid_argument("a required number is missing");
    }
}

inline optional<at::Scalar> maybe(mhf_scalar source)
{
    return source.kind == MHF_SCALAR_NONE ? optional<at::Scalar>() : optional<at::Scalar>(scalar(source));
}

inline at::IntArrayRef array(const int64_t* values, int32_t count)
{
    return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline at::Device device(int32_t type, int32_t index)
{
    return at::Device(static_cast<at::DeviceType>(type), static_cast<at::DeviceIndex>(index));
}

inline at::TensorOptions options(int32_t dtype, int32_t device_type, int32_t device_index)
{
    return at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)).device(device(device_type, device_index));
}

inline std::vector<at::Tensor> list(const mhf_tensor* const* tensors, int32_t count)
{
    std::vector<at::Tensor> result;
    result.reserve(static_cast<size_t>(count));
    for (int32_t i = 0; i < count; i++)
    {
        result.push_back(value(tensors[i]));
    }
    return result;
}

// Hands a list of tensors to the caller's array. All or nothing.
inline void publish_list(std::vector<at::Tensor>&& tensors, mhf_tensor** out, int32_t capacity, int32_t* count)
{
    if (tensors.size() > static_cast<size_t>(capacity))
    {
        throw std::length_error("more results than the caller has room for");
    }
    size_t done = 0;
    try
    {
        for (; done < tensors.size(); done++)
        {
            publish(std::move(tensors[done]), out + done);
        }
    }
    catch (...)
    {
        while (done-- > 0)
        {
            delete out[done];
        }
        throw;
    }
    *count = static_cast<int32_t>(tensors.size());
}
}
