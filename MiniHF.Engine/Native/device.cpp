// The machine: threads, accelerators, what was built.
#include "shim.h"
#include "kernels.h"

#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/csrc/api/include/torch/cuda.h>

#include <dlfcn.h>

using namespace mhf;

namespace
{
// OpenBLAS keeps a thread pool of its own that libtorch does not know of.
void set_blas_threads(int count)
{
    using setter = void (*)(int);
    if (const auto set = reinterpret_cast<setter>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads")))
    {
        set(count);
    }
}
}

int32_t mhf_device_torch_version(const char** out)
{
    return guarded([&] { *out = TORCH_VERSION; });
}

int32_t mhf_device_kernel_isa(const char** out)
{
    return guarded([&] { *out = kernels().name; });
}

int32_t mhf_device_set_kernel_isa(const char* name)
{
    return guarded([&] { use_kernels(name); });
}

int32_t mhf_device_get_num_threads(int32_t* out)
{
    return guarded([&] { *out = at::get_num_threads(); });
}

int32_t mhf_device_set_num_threads(int32_t count)
{
    return guarded([&]
    {
        at::set_num_threads(count);
        set_blas_threads(count);
    });
}

int32_t mhf_device_cuda_is_available(int32_t* out)
{
    return guarded([&] { *out = at::hasCUDA() && at::detail::getCUDAHooks().getNumGPUs() > 0; });
}

int32_t mhf_device_cuda_device_count(int32_t* out)
{
    return guarded([&] { *out = at::hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().getNumGPUs()) : 0; });
}

int32_t mhf_device_cuda_synchronize(int64_t device_index)
{
    return guarded([&] { torch::cuda::synchronize(device_index); });
}
