// Processes that compute together: c10d over Gloo.
#include "shim.h"

#ifdef MHF_GLOO

#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

using namespace mhf;

struct mhf_process_group
{
    c10::intrusive_ptr<c10d::ProcessGroupGloo> value;
};

namespace
{
c10d::ProcessGroupGloo& value(const mhf_process_group* group)
{
    if (group == nullptr)
    {
        throw std::invalid_argument("a required process group is null");
    }
    return *group->value;
}

std::vector<at::Tensor> one(mhf_tensor* tensor)
{
    auto& self = mhf::value(tensor);
    TORCH_CHECK(self.device().is_cpu() && self.is_contiguous(), "what processes exchange must be contiguous and on the CPU");
    return {self};
}
}

int32_t mhf_distributed_is_available(int32_t* out)
{
    return guarded([&] { *out = 1; });
}

int32_t mhf_distributed_join(
    const char* host, int32_t port, int32_t rank, int32_t size, const char* address, const char* network_interface, int64_t timeout_ms, mhf_process_group** out)
{
    return guarded([&]
    {
        const std::chrono::milliseconds timeout(timeout_ms);
        c10d::TCPStoreOptions meeting;
        meeting.port = static_cast<std::uint16_t>(port);
        meeting.isServer = rank == 0;
        meeting.numWorkers = static_cast<std::size_t>(size);
        meeting.timeout = timeout;
        const auto options = c10d::ProcessGroupGloo::Options::create(timeout);
        options->devices.push_back(
            network_interface != nullptr ? c10d::ProcessGroupGloo::createDeviceForInterface(network_interface)
                                         : c10d::ProcessGroupGloo::createDeviceForHostname(address));
        options->threads = 1;
        const auto store = c10::make_intrusive<c10d::TCPStore>(std::string(host), meeting);
        *out = new mhf_process_group{c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options)};
    });
}

int32_t mhf_distributed_leave(mhf_process_group* group)
{
    return guarded([&] { delete group; });
}

int32_t mhf_distributed_all_reduce_(const mhf_process_group* group, mhf_tensor* tensor)
{
    return guarded([&]
    {
        auto tensors = one(tensor);
        value(group).allreduce(tensors, c10d::AllreduceOptions())->wait();
    });
}

int32_t mhf_distributed_broadcast_(const mhf_process_group* group, mhf_tensor* tensor, int32_t source)
{
    return guarded([&]
    {
        auto tensors = one(tensor);
        c10d::BroadcastOptions options;
        options.rootRank = source;
        value(group).broadcast(tensors, options)->wait();
    });
}

int32_t mhf_distributed_barrier(const mhf_process_group* group)
{
    return guarded([&] { value(group).barrier(c10d::BarrierOptions())->wait(); });
}

#else

namespace
{
int32_t missing()
{
    return mhf::fail("this libtorch was built without Gloo");
}
}

int32_t mhf_distributed_is_available(int32_t* out)
{
    return mhf::guarded([&] { *out = 0; });
}

int32_t mhf_distributed_join(const char*, int32_t, int32_t, int32_t, const char*, const char*, int64_t, mhf_process_group**)
{
    return missing();
}

int32_t mhf_distributed_leave(mhf_process_group*)
{
    return missing();
}

int32_t mhf_distributed_all_reduce_(const mhf_process_group*, mhf_tensor*)
{
    return missing();
}

int32_t mhf_distributed_broadcast_(const mhf_process_group*, mhf_tensor*, int32_t)
{
    return missing();
}

int32_t mhf_distributed_barrier(const mhf_process_group*)
{
    return missing();
}

#endif
