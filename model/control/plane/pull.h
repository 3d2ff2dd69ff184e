// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PULL_H
#define VNLAB_PULL_H

#include "model/control/answer-cache.h"
#include "model/control/control-plane.h"
#include "model/control/map-message.h"

#include "ns3/event-id.h"

#include <cstdint>
#include <map>
#include <memory>

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
 * The map server runs at the controller. What no host asks for, such as which vNICs are its own, is
 * pushed as ever. A question that gets no answer is asked again, each time after twice the wait, and
 * then given up; a host asks for one entry once at a time. A host that gets a packet for a vNIC that it does
 * not have tells the sender's host to ask again: the old place of a VM that moved does.
 */
class PullPlane : public ControlPlane, private MissSink
{
  public:
    /// @param push gets the other rules to their places
    /// @param server where the map server is @param cpu of it; outlives the control plane
    PullPlane(std::unique_ptr<ControlPlane> push,
              ControlEnd server,
              ServerCpu& cpu,
              const PullCosts& costs,
              const PullKeys& keys);
    ~PullPlane() override;

    void AddAgent(EnforcementPoint at,
                  const ControlEnd& end,
                  std::unique_ptr<RuleAgent> agent) override;
    RuleAgent& AgentOf(EnforcementPoint at) override;
    void CloseAgent(EnforcementPoint at) override;
    void OpenAgent(EnforcementPoint at) override;
    void BreakAgent(EnforcementPoint at) override;
    void MoveAgent(EnforcementPoint at, uint32_t address) override;
    void SetServerDown(ServerId server, bool isDown) override;
    void Register(const std::vector<EnforcementPoint>& places,
                  PendingRules& rules,
                  Done done) override;
    void Submit(PendingRules rules, Done done) override;
    void Listen(const std::vector<HostStack*>& controllers, HostStack& agents) override;
    MissHandling Misses() override;
    void AnswerFrom(const RulesOnDemand& rules) override;
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    ControlTraffic Traffic() const override;
    Time CpuTime() const override;
    uint64_t Refused() const override;
    std::map<std::string, uint64_t> Counts() const override;
    std::map<std::string, double> RunCounts() const override;

  private:
    /// What a place waits to be told.
    struct Question
    {
        uint64_t nonce{0};
        VnicId asker{};
        uint64_t tries{0};
        EventId retry;
    };

    struct Place
    {
        Place(const ControlEnd& at, const CacheLimits& limits);

        ControlEnd end;
        AnswerCache cache;
        EventId expiry;
        std::map<RuleKey, Question> questions;
        std::map<RuleKey, Time>
            solicited;     ///< entries of other places, and when they were told last
        uint64_t boots{0}; ///< what belongs to earlier ones is void
    };

    MissOutcome Missed(const Miss& miss) override;
    void Used(const RuleKey& entry) override;
    void NotHere(EnforcementPoint at, const RuleKey& entry) override;

    Place* PlaceAt(uint32_t address);
    void Ask(const RuleKey& wanted, VnicId asker);
    void Try(const RuleKey& wanted);
    void AtServer(uint32_t from, const MapMessage& question);
    void AtPlace(EnforcementPoint at, const MapMessage& message);
    void Answered(EnforcementPoint at, const MapMessage& reply);
    void Remember(const RuleKey& wanted, const RuleDelta& rules, VnicId asker);
    void AskAgain(const RuleKey& entry);
    void Erase(EnforcementPoint at, std::vector<RuleKey> entries);
    void ExpectExpiry(EnforcementPoint at);
    void Send(const ControlEnd& from, uint32_t to, uint16_t port, const MapMessage& message);
    Time Work(Time work);

    std::unique_ptr<ControlPlane> m_push;
    ControlEnd m_server;
    ServerCpu& m_serverCpu;
    PullCosts m_costs;
    PullKeys m_keys;
    const RulesOnDemand* m_rules{nullptr};
    std::map<EnforcementPoint, Place> m_places;
    std::map<uint32_t, EnforcementPoint> m_byAddress;
    ControlTraffic m_traffic;
    Time m_cpu;
    uint64_t m_nextNonce{1};
    uint64_t m_refused{0};
    uint64_t m_hits{0};
    uint64_t m_misses{0};
    uint64_t m_questions{0};
    uint64_t m_unanswered{0};
    uint64_t m_solicited{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_PULL_H
