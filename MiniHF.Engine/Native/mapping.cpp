// Files mapped into memory, and tensors that look straight into them.
#include "shim.h"

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace mhf;

namespace
{
struct mapped_file
{
    void* data = nullptr;
    size_t length = 0;

    ~mapped_file()
    {
        if (data != nullptr)
        {
            munmap(data, length);
        }
    }
};

struct descriptor
{
    int number;

    ~descriptor()
    {
        if (number >= 0)
        {
            close(number);
        }
    }
};

[[noreturn]] void fail_errno()
{
    throw std::runtime_error(std::strerror(errno));
}
}

struct mhf_mapping
{
    std::shared_ptr<mapped_file> file;
};

int32_t mhf_mapping_open(const char* path, mhf_mapping** out, const uint8_t** data, int64_t* length)
{
    return guarded([&]
    {
        const descriptor file{open(path, O_RDONLY | O_CLOEXEC)};
        struct stat status;
        if (file.number < 0 || fstat(file.number, &status) != 0)
        {
            fail_errno();
        }
        auto mapped = std::make_shared<mapped_file>();
        mapped->length = static_cast<size_t>(status.st_size);
        if (mapped->length > 0)
        {
            // Private and writable: an in-place operation changes this process's copy of a page, never the file.
            void* const at = mmap(nullptr, mapped->length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, file.number, 0);
            if (at == MAP_FAILED)
            {
                fail_errno();
            }
            mapped->data = at;
        }
        *data = static_cast<const uint8_t*>(mapped->data);
        *length = static_cast<int64_t>(mapped->length);
        *out = new mhf_mapping{std::move(mapped)};
    });
}

int32_t mhf_mapping_free(mhf_mapping* mapping)
{
    return guarded([&] { delete mapping; });
}

int32_t mhf_mapping_tensor(const mhf_mapping* mapping, int64_t offset, const int64_t* sizes, int32_t count, int32_t dtype, mhf_tensor** out)
{
    return produce(out, [&]
    {
        const auto type = static_cast<at::ScalarType>(dtype);
        const auto shape = array(sizes, count);
        const auto element = static_cast<int64_t>(c10::elementSize(type));
        const auto available = static_cast<int64_t>(mapping->file->length);
        int64_t bytes = element;
        for (const auto size : shape)
        {
            TORCH_CHECK(size >= 0 && !__builtin_mul_overflow(bytes, size, &bytes), "the sizes ", shape, " are out of range");
        }
        TORCH_CHECK(offset >= 0 && offset <= available && bytes <= available - offset,
            bytes, " bytes at ", offset, " lie outside the file's ", available);
        if (bytes == 0)
        {
            return at::empty(shape, at::TensorOptions().dtype(type));
        }
        auto* const start = static_cast<uint8_t*>(mapping->file->data) + offset;
        if (reinterpret_cast<uintptr_t>(start) % static_cast<uintptr_t>(element) != 0)
        {
            auto copy = at::empty(shape, at::TensorOptions().dtype(type));
            std::memcpy(copy.data_ptr(), start, static_cast<size_t>(bytes));
            return copy;
        }
        return at::from_blob(start, shape, [owner = mapping->file](void*) {}, at::TensorOptions().dtype(type));
    });
}
