// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TARGET_SCAN_H
#define VNLAB_TARGET_SCAN_H

#include "model/attack/injector.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// Among whom an attack draws its targets.
enum class Scan : uint8_t
{
    kReachable, ///< whom the attacking VM reaches: the upper bound, as the attacker wastes nothing
    kBlind,     ///< all VMs, reached or not, as a worm that knows addresses and no network
};

/// The VMs that a VM may aim at, of those that exist at that moment and are victims. It may be among
/// them itself.
class TargetScan
{
  public:
    virtual ~TargetScan() = default;

    /// @return all of them, ascending; valid until the cloud changes
    virtual const std::vector<VmId>& All(VmId from) = 0;

    /// @return those of its own tenant, or nullptr where that is spared or has none
    virtual const std::vector<VmId>* Near(VmId from) = 0;
};

/// @param setting its cloud outlives the scan
/// @param services as ReachQuestion has them
std::unique_ptr<TargetScan> MakeTargetScan(Scan scan,
                                           const AttackSetting& setting,
                                           const std::vector<Service>& services);

} // namespace ns3::vnlab

#endif // VNLAB_TARGET_SCAN_H
