/* The part of the C ABI for processes that compute together, over Gloo; mhf.h says what holds for all of it.
 *
 * All of a group make the same calls in the same order; each call waits for the others, or fails when one is gone or does not come
 * within the timeout. Tensors are on the CPU and contiguous.
 */
#pragma once

#include "mhf.h"

#ifdef __cplusplus
extern "C"
{
#endif

#pragma GCC visibility push(default)

typedef struct mhf_process_group mhf_process_group;

/* 0 where this libtorch has no Gloo: then all others fail. */
int32_t mhf_distributed_is_available(int32_t* out);
/* host and port are where process 0 listens. Connections are bound to network_interface or, where that is null, to address. */
int32_t mhf_distributed_join(
    const char* host, int32_t port, int32_t rank, int32_t size, const char* address, const char* network_interface, int64_t timeout_ms,
    mhf_process_group** out);
int32_t mhf_distributed_leave(mhf_process_group* group);
/* The sum over all processes; the same bits in each. */
int32_t mhf_distributed_all_reduce_(const mhf_process_group* group, mhf_tensor* tensor);
int32_t mhf_distributed_broadcast_(const mhf_process_group* group, mhf_tensor* tensor, int32_t source);
int32_t mhf_distributed_barrier(const mhf_process_group* group);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif
