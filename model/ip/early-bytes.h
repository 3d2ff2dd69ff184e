// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EARLY_BYTES_H
#define VNLAB_EARLY_BYTES_H

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// The bytes of a stream that have arrived ahead of others, as ranges of sequence numbers.
class EarlyBytes
{
  public:
    /// Adds bytes from `begin` to before `end`; they may be there already, in part or all.
    void Add(uint32_t begin, uint32_t end);

    /// Takes out what goes on at a place. @return where that ends: `next` where nothing does
    uint32_t TakeFrom(uint32_t next);

  private:
    struct Range
    {
        uint32_t begin;
        uint32_t end;
    };

    std::vector<Range> m_ranges; // ascending, apart from each other
};

} // namespace ns3::vnlab

#endif // VNLAB_EARLY_BYTES_H
