// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MOVE_VM_H
#define VNLAB_MOVE_VM_H

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

/// The keys of `kind = "move-vm"`.
struct MoveVmKeys : KeysOf<MoveVmKeys>
{
    std::string vm{"random"};         ///< of the tenant
    std::string to{"random"};         ///< number of a host
    uint64_t downtime_ns{60'000'000}; ///< Clark et al., NSDI 2005: 60 ms for a Quake 3 server
    uint64_t memory_bytes{0};         ///< 0: nothing is copied
    uint64_t dirtyRate_bps{0};
    uint32_t rounds{29}; ///< max_iters of Xen, which Clark et al. describe
    bool announces{true};
    bool redirects{false};
    uint64_t redirectFor_ns{0}; ///< 0: until the VM stops or is back
    bool movesState{false};

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_MOVE_VM_H
