// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPLICATE_H
#define VNLAB_REPLICATE_H

#include "model/control/control-plane.h"
#include "model/control/peer-channel.h"
#include "model/control/plane/push-domains.h"
#include "model/control/plane/push.h"
#include "model/control/plane/replica-message.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Which site a change reaches, of those that are not known to have failed.
enum class ReplicaEntrance : uint8_t
{
    kFirst,   ///< the first one, and behind it the next
    kTenant,  ///< tenant t's is site t modulo their number; of a change of several the first one
    kInTurn,  ///< one change each, in turn
    kNearest, ///< the one that most of the change's rules are for, the first of equals
};

/// The keys of "replicate".
struct ReplicateKeys : KeysOf<ReplicateKeys>
{
    ReplicaEntrance submit{ReplicaEntrance::kFirst};
    uint64_t user_timeout_ns{180'000'000'000}; ///< see ChannelTimes
    uint64_t reconnect_ns{8'000'000'000};      ///< likewise

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/// A site: where its copy of the list is, and how it gets rules to its places.
struct ReplicaPlace
{
    ServerId server;
    ServerCpu* cpu{nullptr};           ///< outlives the control plane
    ControlEnd peer;                   ///< of channels to other sites
    std::vector<uint32_t> controllers; ///< addresses of all its controllers
    std::unique_ptr<PushPlane> push;
};

/// What a ReplicatePlane is beside its sites.
struct ReplicateSetting
{
    PushCosts costs{};
    ChannelTimes times{}; ///< of channels between sites
    ReplicaEntrance entrance{ReplicaEntrance::kFirst};
    Time detection{};  ///< until others know that a site has failed, or works again
    DomainOf siteOf{}; ///< of a place; not asked where there is one site
};

/**
 * @ingroup vnlab
 * @brief Sites without a master: each has the whole list of what is wanted, and pushes to its own places.
 *
 * A change reaches one site, which tells all others, and each brings its places what its list says. A change
 * is done when the site that took it has heard from all that they have it. Where a site cannot be reached,
 * the others go on, and so does it; when it can again, both say which changes they have, and get what they
 * lack.
 *
 * Who submits counts the changes: sequence numbers are in the order of Submit(). Where the site that is
 * asked has no power, a change waits until that is known, and then goes to the next one.
 */
class ReplicatePlane : public ControlPlane
{
  public:
    /// @param sites at least one
    ReplicatePlane(std::vector<ReplicaPlace> sites, ReplicateSetting setting);

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
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    ControlTraffic Traffic() const override;
    Time CpuTime() const override;
    uint64_t Refused() const override;
    std::map<std::string, uint64_t> Counts() const override;
    std::map<std::string, double> RunCounts() const override;

  private:
    struct Site
    {
        Site(ReplicaPlace itsPlace, uint32_t sites)
            : place(std::move(itsPlace)),
              list(sites)
        {
        }

        ReplicaPlace place;
        ReplicaList list;
        uint64_t number{0};     ///< the highest of a change that it has
        bool isOff{false};      ///< its server has no power
        bool isKnownOff{false}; ///< and everybody knows
        uint32_t turns{0};      ///< how often its power went or came
    };

    /// One direction of the channel between two sites.
    struct Way
    {
        bool isCurrent{true}; ///< what is said now follows on what the other end has
        uint32_t breaks{0};
    };

    struct Agent
    {
        uint32_t site{0};
        ControlEnd end;
        uint64_t since{0}; ///< what has a lower number was for a machine that is gone
        std::map<RuleKey, RuleBytes> holds{}; ///< of a hook, which may come to another site
        /// The change with which it comes there, and gets what it lacks; 0: it has.
        uint64_t arrivesWith{0};
    };

    /// What was submitted, before a site has taken it.
    struct Submission
    {
        uint64_t number{0};
        Time at{};
        std::vector<TenantId> tenants;
        std::vector<ReplicaEntry> entries; ///< without their change
        bool isFurtherStep{false};
        bool isFirst{false}; ///< of the first deployment
        Done done;
    };

    /// A change that some site does not have, or is not known to.
    struct Change
    {
        Time submitted{};
        uint32_t left{0};    ///< sites that its own one has not heard of
        uint32_t without{0}; ///< sites that do not have it
        uint64_t messages{0};
        bool isFirst{false}; ///< of the first deployment
        Done done;
    };

    using Changes = std::vector<ReplicaChange>;

    void Watch(EnforcementPoint at, RuleAgent& agent);
    uint32_t SiteOf(EnforcementPoint at, uint32_t address) const;
    void Rehome(EnforcementPoint at, Agent& agent, uint32_t site);
    void AddArrivals(uint32_t site, RuleDelta& rules);
    void RegisterAt(const std::vector<EnforcementPoint>& places, const std::function<void()>& done);
    void Submit(PendingRules rules, bool isFirst, Done done);
    std::optional<uint32_t> EntranceOf(const Submission& submission) const;
    uint32_t NearestTo(const Submission& submission) const;
    void Enter(Submission submission);
    void EnterAgain();
    void Learn(uint32_t at, const ReplicaMessage& message);
    void Applied(uint32_t at, const Changes& changes, uint64_t messages);
    void Settle(const ReplicaChange& change);

    void OpenChannels();
    std::optional<uint32_t> SiteAt(uint32_t address) const;
    PeerChannel& ChannelOf(uint32_t a, uint32_t b);
    Way& WayOf(uint32_t from, uint32_t to);
    Time Work(uint32_t site, Time work);
    void Tell(uint32_t from, uint32_t to, const SharedReplicaMessage& message);
    void SayWhenWorked(uint32_t from, uint32_t to, const SharedReplicaMessage& message);
    void Say(uint32_t from, uint32_t to, const SharedReplicaMessage& message);
    void Hear(uint32_t at, uint32_t from, const ReplicaMessage& message);
    void HearVersions(uint32_t at, uint32_t from, const ReplicaVersions& versions);
    void Opened(uint32_t at, uint32_t other);
    void Broke(uint32_t a, uint32_t b, const PeerChannel::Lost& messages);
    void Notice(uint32_t site, bool isDown);

    std::vector<Site> m_sites;
    ReplicateSetting m_setting;
    std::map<std::pair<uint32_t, uint32_t>, std::unique_ptr<PeerChannel>> m_channels;
    std::map<std::pair<uint32_t, uint32_t>, Way> m_ways; ///< from, to
    std::map<EnforcementPoint, Agent> m_agents;
    std::unordered_map<uint32_t, uint32_t> m_siteByAddress; ///< of controllers and agents
    std::vector<EnforcementPoint> m_arriving;               ///< at another site than before
    std::deque<Submission> m_waiting;                       ///< until a site answers
    std::map<ReplicaChange, Change> m_changes;
    std::vector<Time> m_staleness; ///< by change and site
    Time m_cpu;
    ControlTraffic m_traffic; ///< between sites
    uint64_t m_peerMessages{0};
    uint64_t m_missed{0}; ///< entries that sites were sent when they could be reached again
    uint64_t m_nextNumber{1};
    bool m_isDeployed{false}; ///< the first change that is none of the deployment follows
};

} // namespace ns3::vnlab

#endif // VNLAB_REPLICATE_H
