// The names of Gloo that ProcessGroupGloo.hpp mentions, declared and nothing more. Debian's libtorch has Gloo inside, but its
// development package lacks Gloo's headers, as PyTorch's own wheels do. Objects of these types are made, used and freed inside libtorch
// alone: here they stand behind pointers. Where Gloo's own headers are found, CMakeLists.txt uses those.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace gloo
{
class Algorithm;
class Context;

namespace rendezvous
{
class Store
{
public:
    static constexpr std::chrono::milliseconds kDefaultTimeout = std::chrono::seconds(30);

    virtual ~Store();
    virtual void set(const std::string& key, const std::vector<char>& data) = 0;
    virtual std::vector<char> get(const std::string& key) = 0;
    virtual void wait(const std::vector<std::string>& keys) = 0;
    virtual void wait(const std::vector<std::string>& keys, const std::chrono::milliseconds& timeout) = 0;
};
}

namespace transport
{
class Device;
class UnboundBuffer;
}
}
