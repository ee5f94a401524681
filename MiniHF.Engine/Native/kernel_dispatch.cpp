#include "kernels.h"

namespace mhf
{
#if defined(MHF_X86)
namespace avx512 { extern const kernel_table table; }
namespace avx2 { extern const kernel_table table; }
#endif
namespace baseline { extern const kernel_table table; }

namespace
{
const kernel_table& choose()
{
#if defined(MHF_X86)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512dq"))
    {
        return avx512::table;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    {
        return avx2::table;
    }
#endif
    return baseline::table;
}
}

const kernel_table& kernels()
{
    static const kernel_table& chosen = choose();
    return chosen;
}
}
