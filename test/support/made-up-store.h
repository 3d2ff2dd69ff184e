// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MADE_UP_STORE_H
#define VNLAB_MADE_UP_STORE_H

#include "analysis/result/result-store.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab::test
{

/// What a made-up store has: a sweep over the number of tenants, under four designs.
struct MadeUp
{
    std::string title{"Made-up shops, from one tenant to many"};
    std::string tenant{"shop"};
    uint32_t points{5}; ///< 1, 3, 10, 32, … tenants
    uint32_t repeat{5};
    uint32_t metrics{0}; ///< further ones, drops.r0, drops.r1, …, for a store of a real one's size
    bool failures{true}; ///< the last run of linkwire at each point failed
};

/// Fills @p store with runs that look as real ones do, always the same.
void FillStore(ResultStore& store, const MadeUp& what);

} // namespace ns3::vnlab::test

#endif // VNLAB_MADE_UP_STORE_H
