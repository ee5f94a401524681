// Processes that compute together: c10d over Gloo, or a stand-in that says what is missing.
#pragma once

#include "mhf_distributed.h"
#include "shim.h"

#ifdef MHF_GLOO

#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

struct mhf_process_group
{
    static constexpr int32_t available = 1;

    mhf_process_group(
        const char* host, int32_t port, int32_t rank, int32_t size, const char* address, const char* network_interface, std::chrono::milliseconds timeout)
    {
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
        gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options);
    }

    void all_reduce(at::Tensor& tensor) const
    {
        std::vector<at::Tensor> tensors = exchanged(tensor);
        gloo->allreduce(tensors, c10d::AllreduceOptions())->wait();
    }

    void broadcast(at::Tensor& tensor, int32_t source) const
    {
        std::vector<at::Tensor> tensors = exchanged(tensor);
        c10d::BroadcastOptions options;
        options.rootRank = source;
        gloo->broadcast(tensors, options)->wait();
    }

    void barrier() const
    {
        gloo->barrier(c10d::BarrierOptions())->wait();
    }

private:
    static std::vector<at::Tensor> exchanged(at::Tensor& tensor)
    {
        TORCH_CHECK(tensor.device().is_cpu() && tensor.is_contiguous(), "what processes exchange must be contiguous and on the CPU");
        return {tensor};
    }

    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
};

#else

struct mhf_process_group
{
    static constexpr int32_t available = 0;

    template <typename... Arguments>
    explicit mhf_process_group(Arguments&&...)
    {
        throw std::runtime_error("this libtorch was built without Gloo");
    }

    void all_reduce(at::Tensor&) const {}
    void broadcast(at::Tensor&, int32_t) const {}
    void barrier() const {}
};

#endif
