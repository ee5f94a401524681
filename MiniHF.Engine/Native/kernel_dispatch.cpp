#include "kernels.h"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace mhf
{
#if defined(MHF_X86)
namespace avx512 { extern const kernel_table table; }
namespace avx2 { extern const kernel_table table; }
#endif
namespace baseline { extern const kernel_table table; }

namespace
{
struct variant
{
    const kernel_table* table;
    bool (*runs_here)();
};

// The widest first.
const variant variants[] = {
#if defined(MHF_X86)
    {&avx512::table, []
    {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512dq");
    }},
    {&avx2::table, [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }},
#endif
    {&baseline::table, [] { return true; }},
};

const kernel_table& named(const char* name)
{
#if defined(MHF_X86)
    __builtin_cpu_init();
#endif
    std::string here;
    for (const auto& candidate : variants)
    {
        if (candidate.runs_here())
        {
            if (name == nullptr || std::string(name) == candidate.table->name)
            {
                return *candidate.table;
            }
            here += here.empty() ? "" : ", ";
            here += candidate.table->name;
        }
    }
    throw std::invalid_argument("'" + std::string(name) + "' is no set of kernels that this processor runs: it has " + here);
}

const kernel_table& choose()
{
    const auto* const wanted = std::getenv("MINIHF_KERNELS");
    return named(wanted == nullptr || *wanted == '\0' ? nullptr : wanted);
}

thread_local const kernel_table* of_this_thread = nullptr;
}

const kernel_table& kernels()
{
    if (of_this_thread != nullptr)
    {
        return *of_this_thread;
    }
    static const kernel_table& chosen = choose();
    return chosen;
}

void use_kernels(const char* name)
{
    of_this_thread = name == nullptr ? nullptr : &named(name);
}
}
