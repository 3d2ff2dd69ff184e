// SPDX-License-Identifier: GPL-2.0-only
#include "helper/parallel-blocks.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <vector>

namespace ns3::vnlab
{

void
ForEachBlock(size_t count,
             uint32_t threads,
             const std::function<void(size_t begin, size_t end)>& work)
{
    constexpr size_t kBlock = 64; // many to a thread's own set-up, few to the whole
    std::atomic<size_t> next{0};
    const auto take = [&]
    {
        for (size_t begin = next.fetch_add(kBlock); begin < count; begin = next.fetch_add(kBlock))
        {
            work(begin, std::min(begin + kBlock, count));
        }
    };
    std::vector<std::future<void>> others;
    const size_t blocks = (count + kBlock - 1) / kBlock;
    for (size_t thread = 1; thread < std::min<size_t>(threads, blocks); ++thread)
    {
        others.push_back(std::async(std::launch::async, take));
    }
    take(); // where it throws, the futures wait for the others
    for (std::future<void>& other : others)
    {
        other.get();
    }
}

} // namespace ns3::vnlab
