// Chance, from the default generator or from one with a seed of its own.
#include "shim.h"

#include <mutex>

using namespace mhf;

int32_t mhf_random_manual_seed(int64_t seed)
{
    return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

int32_t mhf_random_generator_new(int64_t seed, int32_t device_type, int32_t device_index, mhf_generator** out)
{
    return guarded([&]
    {
        auto generator = at::globalContext().defaultGenerator(device(device_type, device_index)).clone(); generator.set_current_seed(static_cast<uint64_t>(seed)); *out = new mhf_generator{generator};
    });
}

int32_t mhf_random_generator_free(mhf_generator* generator)
{
    return guarded([&] { delete generator; });
}

int32_t mhf_random_generator_manual_seed(mhf_generator* generator, int64_t seed)
{
    return guarded([&] { const std::lock_guard<std::mutex> lock(generator->value.mutex()); generator->value.set_current_seed(static_cast<uint64_t>(seed)); });
}

int32_t mhf_random_generator_initial_seed(const mhf_generator* generator, int64_t* out)
{
    return guarded([&] { *out = static_cast<int64_t>(generator->value.current_seed()); });
}

int32_t mhf_random_generator_get_state(const mhf_generator* generator, mhf_tensor** out)
{
    return produce(out, [&] { return generator->value.get_state(); });
}

int32_t mhf_random_generator_set_state(mhf_generator* generator, const mhf_tensor* state)
{
    return guarded([&] { const std::lock_guard<std::mutex> lock(generator->value.mutex()); generator->value.set_state(value(state)); });
}

int32_t mhf_random_rand(
    const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, const mhf_generator* generator, mhf_tensor** out)
{
    return produce(out, [&] { return at::rand(array(sizes, count), maybe(generator), options(dtype, device_type, device_index)); });
}

int32_t mhf_random_randn(
    const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, const mhf_generator* generator, mhf_tensor** out)
{
    return produce(out, [&] { return at::randn(array(sizes, count), maybe(generator), options(dtype, device_type, device_index)); });
}

int32_t mhf_random_randint(
    int64_t low, int64_t high, const int64_t* sizes, int32_t count, int32_t dtype, int32_t device_type, int32_t device_index, const mhf_generator* generator, mhf_tensor** out)
{
    return produce(out, [&] { return at::randint(low, high, array(sizes, count), maybe(generator), options(dtype, device_type, device_index)); });
}

int32_t mhf_random_randperm(
    int64_t n, int32_t dtype, int32_t device_type, int32_t device_index, const mhf_generator* generator, mhf_tensor** out)
{
    return produce(out, [&] { return at::randperm(n, maybe(generator), options(dtype, device_type, device_index)); });
}

int32_t mhf_random_multinomial(const mhf_tensor* self, int64_t samples, int32_t replacement, const mhf_generator* generator, mhf_tensor** out)
{
    return produce(out, [&] { return value(self).multinomial(samples, replacement != 0, maybe(generator)); });
}

int32_t mhf_random_normal_(mhf_tensor* self, double mean, double deviation, const mhf_generator* generator)
{
    return guarded([&] { value(self).normal_(mean, deviation, maybe(generator)); });
}

int32_t mhf_random_uniform_(mhf_tensor* self, double from, double to, const mhf_generator* generator)
{
    return guarded([&] { value(self).uniform_(from, to, maybe(generator)); });
}

int32_t mhf_random_exponential_(mhf_tensor* self, double rate, const mhf_generator* generator)
{
    return guarded([&] { value(self).exponential_(rate, maybe(generator)); });
}

int32_t mhf_random_bernoulli_(mhf_tensor* self, double p, const mhf_generator* generator)
{
    return guarded([&] { value(self).bernoulli_(p, maybe(generator)); });
}
