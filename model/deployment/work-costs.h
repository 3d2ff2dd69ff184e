// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WORK_COSTS_H
#define VNLAB_WORK_COSTS_H

#include "model/dataplane/ipsec-stack.h"
#include "model/dataplane/packet-prices.h"
#include "model/deployment/attach-guard.h"
#include "model/deployment/work-report.h"
#include "model/hook/hook-program.h"
#include "model/key/cost-table.h"

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::vnlab
{

/// @return CPU time of all programs in VMs' hooks, in seconds
double HookCpu_s(const WorkReport& work, const CostTable& costs);

/// @return CPU time of VMs' IPsec for packets, in seconds
double IpsecCpu_s(const IpsecWork& work, const CostTable& costs);

/// @return CPU time of VMs for negotiations of keys, in seconds
double IkeCpu_s(const IkeWork& work, const CostTable& costs);

/// @return CPU time of all host switches for packets, in seconds
double HostCpu_s(const SwitchWork& hosts, const CostTable& costs);

/// @return what operations of host switches take on a core; nothing where work does not delay packets
PacketPrices HostPrices(const CostTable& costs);

/// @return what VMs' IPsec takes on their cores; nothing where work does not delay packets
IpsecPrices IpsecPricesOf(const CostTable& costs);

/// @return what a run of a program takes on a VM's core, in picoseconds; 0 for one of nobody's price, and
///         where work does not delay packets
int64_t HookPrice_ps(const HookProgram& program, const CostTable& costs);

/// What proofs of identity are for VMs, which sign, and hosts, which verify.
struct IdentityWork
{
    uint64_t signatures{0};
    uint64_t verifications{0};

    IdentityWork operator-(const IdentityWork& before) const
    {
        return {signatures - before.signatures, verifications - before.verifications};
    }
};

/// The time that this takes on one core each.
struct IdentityTime
{
    Time signing;
    Time verifying;
};

/// @return all that a guard has had computed so far
IdentityWork WorkOf(const AttachGuard& guard);

IdentityTime TimeOf(const IdentityWork& work, const CostTable& costs);

} // namespace ns3::vnlab

#endif // VNLAB_WORK_COSTS_H
