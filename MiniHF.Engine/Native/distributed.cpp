// Processes that compute together.
#include "process_group.h"

using namespace mhf;

namespace
{
const mhf_process_group& required(const mhf_process_group* group)
{
    if (group == nullptr)
    {
        throw std::invalid_argument("a required process group is null");
    }
    return *group;
}
}

int32_t mhf_distributed_is_available(int32_t* out)
{
    return guarded([&] { *out = mhf_process_group::available; });
}

int32_t mhf_distributed_join(
    const char* host, int32_t port, int32_t rank, int32_t size, const char* address, const char* network_interface, int64_t timeout_ms, mhf_process_group** out)
{
    return guarded([&] { *out = new mhf_process_group(host, port, rank, size, address, network_interface, std::chrono::milliseconds(timeout_ms)); });
}

int32_t mhf_distributed_leave(mhf_process_group* group)
{
    return guarded([&] { delete group; });
}

int32_t mhf_distributed_all_reduce_(const mhf_process_group* group, mhf_tensor* tensor)
{
    return guarded([&] { required(group).all_reduce(value(tensor)); });
}

int32_t mhf_distributed_broadcast_(const mhf_process_group* group, mhf_tensor* tensor, int32_t source)
{
    return guarded([&] { required(group).broadcast(value(tensor), source); });
}

int32_t mhf_distributed_barrier(const mhf_process_group* group)
{
    return guarded([&] { required(group).barrier(); });
}
