// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PARALLEL_BLOCKS_H
#define VNLAB_PARALLEL_BLOCKS_H

#include <cstddef>
#include <cstdint>
#include <functional>

namespace ns3::vnlab
{

/**
 * @brief Does work on 0 … count − 1 in blocks of neighbors, by several threads, and returns when all
 *        is done.
 *
 * For pure work that writes its results to places of their own: nothing of ns-3 may be touched, and
 * which thread does which block is not determined.
 *
 * @param threads at most so many at once, this one included; 1: no other
 * @param work on the indices from begin up to, not including, end
 * @throws what work throws, of the first thread that did
 */
void ForEachBlock(size_t count,
                  uint32_t threads,
                  const std::function<void(size_t begin, size_t end)>& work);

} // namespace ns3::vnlab

#endif // VNLAB_PARALLEL_BLOCKS_H
