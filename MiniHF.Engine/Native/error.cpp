#include "shim.h"

#include <string>

namespace
{
thread_local std::string last_error;
}

int32_t mhf::fail(const char* message) noexcept
{
    try
    {
        last_error = message;
    }
    catch (...)
    {
        last_error.clear();
    }
    return MHF_ERROR;
}

const char* mhf_last_error(void)
{
    return last_error.c_str();
}
