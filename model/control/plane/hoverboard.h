// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOVERBOARD_H
#define VNLAB_HOVERBOARD_H

#include "model/control/plane/writing-plane.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// The keys of "hoverboard".
struct HoverboardKeys : KeysOf<HoverboardKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t threshold_bps{20'000};
    uint64_t interval_ns{kSecond_ns};
    uint64_t idle_ns{10 * kSecond_ns};
    uint64_t queue{1000};
};

/**
 * @ingroup vnlab
 * @brief Gateways forward what hosts have no entry for; pairs of VMs that send much get an entry of
 * their own (Andromeda's Hoverboards, NSDI 2018).
 *
 * `push` brings the gateways where every vNIC is, and hosts which gateways there are. A gateway tells the
 * controller of a pair above the threshold, and the controller offloads it: it writes the entry for the
 * destination into the sender's host. The entry goes when nobody has used it for a while.
 */
class HoverboardPlane : public WritingPlane
{
  public:
    /// @param gateways at least one; outlive the control plane @param perPacket of a gateway's core
    HoverboardPlane(std::unique_ptr<PushPlane> push,
                    std::vector<Gateway*> gateways,
                    Time perPacket,
                    const HoverboardKeys& keys);

    void SetServerDown(ServerId server, bool isDown) override;
    std::map<std::string, double> RunCounts() const override;

  private:
    MissOutcome Missed(const Miss& miss) override;
    void Ask(const RuleKey& wanted, Question& question) override;
    void Heard(EnforcementPoint at, const ControlMessage& notice, const RuleKey& entry) override;
    void TellOfBusy(EnforcementPoint gateway, const MacPair& pair);

    std::vector<Gateway*> m_gateways;
    uint64_t m_offloads{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_HOVERBOARD_H
