// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_EVPN_H
#define VNLAB_BGP_EVPN_H

#include "model/control/plane/beside-plane.h"
#include "model/control/plane/bgp-connection.h"
#include "model/control/plane/evpn-vtep.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// The keys of "bgp-evpn".
struct BgpEvpnKeys : KeysOf<BgpEvpnKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t reflectors{2};
    uint64_t mrai_ns{0};
    uint64_t hold_ns{90 * kSecond_ns};
};

/// What BGP runs on.
struct BgpEvpnSetting
{
    bgp::SpeakerConfig speaker;     ///< of all, but for their identifiers
    Time route{};                   ///< work on a route of an UPDATE
    Time detection{};               ///< until others know that a machine has failed
    const CloudPlan* plan{nullptr}; ///< outlives the control plane
};

/// A route reflector: where it is.
struct BgpReflectorPlace
{
    ServerId server;
    ServerCpu* cpu{nullptr}; ///< outlives the control plane
    ControlEnd end;
    uint32_t identifier{0};
};

/**
 * @ingroup vnlab
 * @brief BGP EVPN: every host's VTEP tells route reflectors what is on its ports, and makes entries of
 * what it is told.
 *
 * A controller says which vNICs are a host's own, and nothing else: the part of another control plane.
 * A change is done when that has been told and taken everywhere, and written.
 */
class BgpEvpnPlane : public BesidePlane, private MissSink
{
  public:
    /// @param push gets the other rules to their places
    BgpEvpnPlane(std::unique_ptr<ControlPlane> push,
                 const BgpEvpnSetting& setting,
                 std::vector<BgpReflectorPlace> reflectors);

    void AddAgent(EnforcementPoint at,
                  const ControlEnd& end,
                  std::unique_ptr<RuleAgent> agent) override;
    void CloseAgent(EnforcementPoint at) override;
    void OpenAgent(EnforcementPoint at) override;
    void SetServerDown(ServerId server, bool isDown) override;
    void Register(const std::vector<EnforcementPoint>& places,
                  PendingRules& rules,
                  Done done) override;
    void Submit(PendingRules rules, Done done) override;
    void Listen(const std::vector<HostStack*>& controllers,
                const std::vector<HostStack*>& agents) override;
    MissHandling Misses() override;
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    ControlTraffic Traffic() const override;
    Time CpuTime() const override;
    uint64_t Refused() const override;
    std::map<std::string, double> RunCounts() const override;

  private:
    struct Reflector
    {
        Reflector(const BgpReflectorPlace& where,
                  const BgpEvpnSetting& setting,
                  BgpChanges& changes);

        BgpReflectorPlace place;
        BgpNode node;
    };

    struct Host
    {
        std::unique_ptr<EvpnVtep> vtep;
        std::vector<std::unique_ptr<BgpConnection>> connections{}; ///< by reflector
    };

    MissOutcome Missed(const Miss& miss) override;
    void Used(const RuleKey& entry) override;
    void NotHere(EnforcementPoint at, const RuleKey& entry) override;

    void AddVtep(EnforcementPoint at, const ControlEnd& end);
    void WriteEntries(EnforcementPoint at, RuleDelta rules);
    void Forget(const RuleKey& port, uint64_t change);
    void PortChanged(const RuleKey& where, const RuleBytes* written);

    static void FollowPort(EvpnVtep& vtep,
                           const RuleBytes& port,
                           const std::optional<RuleBytes>& segment);

    BgpChanges m_changes;
    BgpEvpnSetting m_setting;
    ControlTraffic m_traffic;
    std::deque<Reflector> m_reflectors;
    std::map<EnforcementPoint, Host> m_hosts;
    std::map<uint32_t, Host*> m_byAddress;
    /// Ports that the controller has said come or go, and the changes for which it has, in order.
    std::map<RuleKey, std::deque<BgpCause>> m_expected;
    uint64_t m_refused{0};
    uint64_t m_missed{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_BGP_EVPN_H
