// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PULL_H
#define VNLAB_PULL_H

#include "model/control/map-message.h"
#include "model/control/plane/on-demand.h"

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

namespace ns3::vnlab
{

/// What places do with a packet while they ask for its entry.
enum class OnMiss : uint8_t
{
    kQueue,
    kDrop,
};

/// The keys of "pull".
struct PullKeys : KeysOf<PullKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t ttl_ns{60 * kSecond_ns};
    LifetimeFrom ttl_from{LifetimeFrom::kAnswer};
    uint64_t negative_ttl_ns{60 * kSecond_ns};
    uint64_t capacity{0};
    OnMiss on_miss{OnMiss::kQueue};
    uint64_t queue{64};
    uint64_t retry_ns{kSecond_ns};
    uint64_t tries{3};
};

/// What a map server's work takes, on one core.
struct PullCosts
{
    Time rule{};    ///< to work a rule out
    Time message{}; ///< to answer
};

/// UDP ports of map servers and of those who ask them: in the dynamic range.
constexpr uint16_t kMapServerPort = 49162;
constexpr uint16_t kMapClientPort = 49163;

/**
 * @ingroup vnlab
 * @brief Hosts ask a map server for what they miss, and remember the answer for a while.
 *
 * The map server runs at the controller. A question that gets no answer is asked again, each time after
 * twice the wait, and then given up. A host that gets a packet for a vNIC that it does not have tells the
 * sender's host to ask again: the old place of a VM that moved does.
 */
class PullPlane : public OnDemandPlane
{
  public:
    /// @param others brings the rules that no host asks for
    /// @param server where the map server is @param cpu of it; outlives the control plane
    PullPlane(std::unique_ptr<ControlPlane> others,
              ControlEnd server,
              ServerCpu& cpu,
              const PullCosts& costs,
              const PullKeys& keys);

    void AddAgent(EnforcementPoint at,
                  const ControlEnd& end,
                  std::unique_ptr<RuleAgent> agent) override;
    void Listen(const std::vector<HostStack*>& controllers,
                const std::vector<HostStack*>& agents) override;
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    ControlTraffic Traffic() const override;
    Time CpuTime() const override;
    uint64_t Refused() const override;
    std::map<std::string, double> RunCounts() const override;

  private:
    void Ask(const RuleKey& wanted, Question& question) override;
    void NotHere(EnforcementPoint at, const RuleKey& entry) override;

    void Try(const RuleKey& wanted);
    void AtServer(uint32_t from, const MapMessage& question);
    void AtHost(EnforcementPoint at, const MapMessage& message);
    void TakeReply(const RuleKey& wanted, const MapMessage& reply);
    void Send(const ControlEnd& from, uint32_t to, uint16_t port, const MapMessage& message);

    ControlEnd m_server;
    ServerCpu& m_serverCpu;
    PullCosts m_costs;
    uint64_t m_tries;
    Time m_retry;
    std::map<EnforcementPoint, ControlEnd> m_ends; ///< of hosts
    std::map<uint32_t, EnforcementPoint> m_byAddress;
    /// Who told whom that an entry leads nowhere, and when last.
    std::map<std::pair<EnforcementPoint, RuleKey>, Time> m_told;
    ControlTraffic m_traffic;
    Time m_cpu;
    uint64_t m_refused{0};
    uint64_t m_solicited{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_PULL_H
