// SPDX-License-Identifier: GPL-2.0-only
#include "helper/parallel-blocks.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>
#include <vector>

namespace ns3::vnlab
{

namespace
{

TEST(ForEachBlock, DoesEveryIndexOnce)
{
    for (const size_t count : {0, 1, 63, 64, 65, 1000})
    {
        for (const uint32_t threads : {1, 2, 7})
        {
            std::vector<uint32_t> done(count, 0);
            ForEachBlock(count,
                         threads,
                         [&](size_t begin, size_t end)
                         {
                             for (size_t i = begin; i < end; ++i)
                             {
                                 ++done[i];
                             }
                         });
            EXPECT_EQ(std::ranges::count(done, 1U), static_cast<ptrdiff_t>(count));
        }
    }
}

TEST(ForEachBlock, OneThreadIsTheCallers)
{
    ForEachBlock(1000,
                 1,
                 [caller = std::this_thread::get_id()](size_t, size_t)
                 { EXPECT_EQ(std::this_thread::get_id(), caller); });
}

TEST(ForEachBlock, ThrowsWhatItsWorkThrows)
{
    for (const uint32_t threads : {1, 3})
    {
        EXPECT_THROW(ForEachBlock(1000,
                                  threads,
                                  [](size_t begin, size_t)
                                  {
                                      if (begin >= 512)
                                      {
                                          throw std::runtime_error("no more");
                                      }
                                  }),
                     std::runtime_error);
    }
}

} // namespace

} // namespace ns3::vnlab
