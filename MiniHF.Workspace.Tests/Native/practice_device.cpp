// A device of the tests' own, under libtorch's name for hardware it does not know (privateuseone). Its memory is the host's, but nobody
// gets at it: every operation is refused whose tensors are not all on this device, then done on the CPU, and its results are put back.
// What runs on it reads no element from outside, mixes no devices, and needs no operation that a device might lack.
#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <ATen/NativeFunctions.h>
#include <ATen/native/CPUFallback.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/library.h>

#include <cstdlib>

namespace
{
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
template <class T> using optional = std::optional<T>;
#else
template <class T> using optional = c10::optional<T>;
#endif

const c10::Device practice(c10::DeviceType::PrivateUse1, 0);

struct practice_allocator final : c10::Allocator
{
    c10::DataPtr allocate(size_t bytes) const override
    {
        void* const data = bytes == 0 ? nullptr : std::malloc(bytes);
        return {data, data, &std::free, practice};
    }

    c10::DeleterFnPtr raw_deleter() const override
    {
        return &std::free;
    }
};

practice_allocator allocator;

// The same elements, as the CPU may read them.
at::Tensor on_host(const at::Tensor& tensor)
{
    return tensor.device().is_cpu() ? tensor
        : at::from_blob(tensor.data_ptr(), tensor.sizes(), tensor.strides(), at::TensorOptions().dtype(tensor.scalar_type()));
}

at::Tensor empty(at::IntArrayRef size, optional<at::ScalarType> dtype, optional<at::Layout>, optional<at::Device>, optional<bool>,
    optional<at::MemoryFormat> format)
{
    return at::detail::empty_generic(size, &allocator, c10::DispatchKeySet(c10::DispatchKey::PrivateUse1), dtype.value_or(at::kFloat), format);
}

at::Tensor empty_strided(at::IntArrayRef size, at::IntArrayRef stride, optional<at::ScalarType> dtype, optional<at::Layout>, optional<at::Device>, optional<bool>)
{
    return at::detail::empty_strided_generic(size, stride, &allocator, c10::DispatchKeySet(c10::DispatchKey::PrivateUse1), dtype.value_or(at::kFloat));
}

at::Tensor copy_from(const at::Tensor& self, const at::Tensor& into, bool)
{
    on_host(into).copy_(on_host(self));
    return into;
}

at::Tensor copy_from_and_resize(const at::Tensor& self, const at::Tensor& into)
{
    if (self.sizes() != into.sizes())
    {
        const auto fresh = empty(self.sizes(), into.scalar_type(), {}, {}, {}, {});
        into.unsafeGetTensorImpl()->shallow_copy_from(fresh.getIntrusivePtr());
    }
    on_host(into).copy_(on_host(self));
    return into;
}

void check(const at::Tensor& tensor, const c10::OperatorHandle& op)
{
    // As everywhere: a number without a shape may come from the CPU.
    TORCH_CHECK(!tensor.defined() || tensor.device() == practice || tensor.dim() == 0,
        "practice device: ", op.schema().operator_name().name, " was given a tensor on ", tensor.device());
}

void fallback(const c10::OperatorHandle& op, torch::jit::Stack* stack)
{
    const auto count = op.schema().arguments().size();
    for (auto at = stack->end() - static_cast<std::ptrdiff_t>(count); at != stack->end(); ++at)
    {
        if (at->isTensor())
        {
            check(at->toTensor(), op);
        }
        else if (at->isTensorList())
        {
            for (const auto& tensor : at->toTensorVector())
            {
                check(tensor, op);
            }
        }
    }
    at::native::cpu_fallback(op, stack);
}
}

TORCH_LIBRARY_IMPL(_, PrivateUse1, m)
{
    m.fallback(torch::CppFunction::makeFromBoxedFunction<&fallback>());
}

TORCH_LIBRARY_IMPL(aten, PrivateUse1, m)
{
    m.impl("empty.memory_format", &empty);
    m.impl("empty_strided", &empty_strided);
    m.impl("_copy_from", &copy_from);
    m.impl("_copy_from_and_resize", &copy_from_and_resize);
    m.impl("as_strided", &at::native::as_strided_tensorimpl);
    m.impl("view", &at::native::view);
    m.impl("_reshape_alias", &at::native::_reshape_alias);
}

C10_REGISTER_GUARD_IMPL(PrivateUse1, c10::impl::NoOpDeviceGuardImpl<c10::DeviceType::PrivateUse1>);
