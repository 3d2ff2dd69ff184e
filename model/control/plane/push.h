// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PUSH_H
#define VNLAB_PUSH_H

#include "model/control/control-plane.h"
#include "model/control/peer-channel.h"
#include "model/control/plane/push-controllers.h"
#include "model/control/plane/push-domains.h"

#include "ns3/event-id.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What the work of a controller and its agents takes, on one core.
struct PushCosts
{
    Time rule{};           ///< to work a rule out
    Time message{};        ///< to send an update
    Time handshake{};      ///< of TLS, the controller's end
    Time agentHandshake{}; ///< the agent's end
    Time run{};         ///< to work a whole network out, beyond its rules: on every core, at first
    Time change{};      ///< to work a later change out, beyond its rules
    Time attestation{}; ///< to check what an agent's machine proves when it has started
};

/// @return what a run charges for it
PushCosts PushCostsOf(const CostTable& costs);

/// How controllers share the places and keep their channels.
struct PushKeys : KeysOf<PushKeys>
{
    PushShare share{PushShare::kRack};
    bool batchesPlaces{false};                 ///< batch = "place"
    uint64_t user_timeout_ns{180'000'000'000}; ///< see ChannelTimes
    uint64_t reconnect_ns{8'000'000'000};      ///< likewise

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/// What one controller says to another.
struct PeerMessage
{
    enum class Kind : uint8_t
    {
        kPart, ///< the part of an update that is the other's to send
        kDone, ///< all places of a part have acknowledged
    };

    Kind kind{Kind::kPart};
    uint64_t part{0};      ///< its number
    uint32_t ruleBytes{0}; ///< of a kPart

    /// @return bytes before encryption: a header of 16 and the rules
    uint32_t Size() const
    {
        return 16 + ruleBytes;
    }
};

/// What a PushPlane is beside its controllers.
struct PushSetting
{
    PushCosts costs{};
    ChannelTimes times{};
    bool batchesPlaces{false}; ///< what waits for a controller leaves as one message for a place
    Time detection{};    ///< until the others know that a controller has failed, or works again
    DomainOf domainOf{}; ///< shares the places among controllers; not asked where there is one
};

/**
 * @ingroup vnlab
 * @brief Central controllers, which send rules to the agents at the enforcement points.
 *
 * An update goes to the hosts and switches first and, when all of them have acknowledged, to the
 * hooks in the VMs: a proxy in a VM is reached only through its host. Handshakes, rules and messages
 * take the controller's time: they wait for its cores in one queue, and messages to one place leave in
 * order. So does what a change takes beyond its rules: no message of a change leaves before.
 *
 * Hosts and switches register first. Where VMs have agents, their hosts are then told how to reach
 * them, and they register.
 *
 * A connection that gives up is opened again, and its agent gets what differs since (ControlChannel).
 *
 * Where there are several controllers, each has the places of its domains, and one of them coordinates: it
 * sends each other one that has places in an update its part, and is told when that is done; once for hosts
 * and switches, and once for hooks. What is wanted is with all of them (a store of their own, which costs
 * nothing here). Where one fails, the next takes its places, and what it had to do.
 */
class PushPlane : public ControlPlane, private ChannelOwner
{
  public:
    /// @param controllers at least one
    PushPlane(std::vector<PushController> controllers, PushSetting setting);

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

    /// Gives up a place, which another control plane has from now on: what was on its way there is done
    /// with, and what it holds stays.
    std::unique_ptr<RuleAgent> ReleaseAgent(EnforcementPoint at);

    /// Takes over a place that another control plane has given up, as it has moved here: what it holds is
    /// known, and it is as after MoveAgent().
    void AdoptAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent);

    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    ControlTraffic Traffic() const override;
    Time CpuTime() const override;
    uint64_t Refused() const override;
    std::map<std::string, uint64_t> Counts() const override;
    std::map<std::string, double> RunCounts() const override;

    /// Hears at the controllers what agents tell: of kinds kMiss and kForgotten.
    using HearNotice = std::function<void(EnforcementPoint at, const ControlMessage& notice)>;
    void OnNotice(HearNotice listener);

    /// The agent at a place tells its controller something. @param notice as ControlChannel::Tell()
    void TellController(EnforcementPoint at, ControlMessage notice);

  private:
    struct Update
    {
        RuleBatches hooks;   ///< sent when infrastructure has acknowledged, earlier updates first
        uint32_t waiting{0}; ///< parts not yet done
        uint64_t messages{0};
        Time ready{}; ///< when the controller has worked out what it is, and messages can leave
        Done done;
    };

    /// What one controller sends of an update, to hosts and switches or to hooks.
    struct Part
    {
        enum class Stage : uint8_t
        {
            kAssigned,  ///< its controller is to be told
            kWorking,   ///< messages are not yet acknowledged
            kReporting, ///< the coordinator is to be told
        };

        uint64_t update{0};
        uint32_t owner{0}; ///< the controller
        Stage stage{Stage::kAssigned};
        uint32_t attempt{0}; ///< how often somebody had to be told again
        uint32_t waiting{0}; ///< messages not yet acknowledged
        uint32_t ruleBytes{0};
        RuleBatches batches; ///< until it is being worked on
    };

    /// What waits for the controller and is to leave as one message for a place.
    struct Batch
    {
        std::vector<uint64_t> parts; ///< that it is of, one for each message that went into it
        std::vector<ControlMessage> messages;
        uint32_t closed{0}; ///< as the place's
    };

    /// Messages that left together.
    struct Joined
    {
        std::vector<uint64_t> parts; ///< done when all are acknowledged
        uint32_t left{0};            ///< messages
    };

    struct Place
    {
        std::unique_ptr<ControlChannel> channel;
        uint32_t controller{0};
        uint64_t lastPart{0};           ///< the last part that it is in, which may be done
        std::shared_ptr<Batch> batch{}; ///< nullptr: nothing waits that more can go with
        EventId batchLeaves{};          ///< which has the batch, and so is not in it
        Time lastMessage{};             ///< when the last one leaves, or left
        uint32_t closed{0};             ///< how often
        bool isRegistering{false};      ///< and somebody waits for that
        bool wasUsed{false};            ///< the agent was connected when its machine went
    };

    /// Agents that register, and who waits for them.
    struct Registering
    {
        uint64_t left{0};
        std::function<void()> done;
    };

    Time WorkOnHandshake(EnforcementPoint at, bool isFirst) override;
    Time WorkOnUpdate(EnforcementPoint at, uint32_t rules) override;
    Time AgentHandshake() const override;
    const ChannelTimes& Times() const override;
    void Registered(EnforcementPoint at) override;
    void Waits(EnforcementPoint at, uint32_t rules) override;
    void Acknowledged(uint64_t part, uint32_t refused) override;
    void Noticed(EnforcementPoint at, const ControlMessage& notice) override;
    void RegisterAll(const std::vector<EnforcementPoint>& places, std::function<void()> done);
    void CountRegistered();
    void JoinPool(EnforcementPoint at);
    void ForgetWork(EnforcementPoint at, Place& place);
    void ResumeMoved(uint64_t update);
    Time Work(uint32_t controller, Time work);
    Time WorkOnChange();
    void Send(PendingRules rules, Time ready, Done done);
    void SendBatches(uint64_t update, RuleBatches batches);
    uint32_t OwnerFor(EnforcementPoint at, const Place& place) const;
    void Assign(uint64_t update, uint32_t owner, RuleBatches batches);
    void GoOn(uint64_t part);
    void StartPart(uint64_t part);
    void SendPart(uint64_t part);
    void SendMessage(uint64_t part, EnforcementPoint at, uint32_t closed, EncodedRules rules);
    void AddToBatch(uint64_t part, EnforcementPoint at, EncodedRules rules);
    void SendBatch(EnforcementPoint at, const std::shared_ptr<Batch>& batch);
    void AcknowledgedOne(uint64_t part);
    static Time LeavesIn(Place& place, Time worked);
    void EndPart(uint64_t part);
    void PartDone(uint64_t update);

    uint32_t MasterOf(EnforcementPoint at, uint32_t address, uint32_t otherwise) const;
    PeerChannel& PeerOf(uint32_t a, uint32_t b);
    void OpenPeers();
    void Tell(uint64_t part);
    void ReceivePeer(const PeerMessage& message);
    void Notice(uint32_t controller, bool isDown);
    void Entrust(EnforcementPoint at, Place& place);
    void TakeOverParts(uint32_t formerCoordinator);

    /// Sends the hooks' part of updates in the order of Submit, as a later one may take back what
    /// an earlier one writes.
    void SendReadyHooks();

    PushControllers m_controllers;
    PushSetting m_setting;
    HearNotice m_hearsNotice;
    std::map<std::pair<uint32_t, uint32_t>, std::unique_ptr<PeerChannel>> m_peers;
    std::vector<uint32_t> m_turns; ///< by controller: how often its power went or came
    Time m_cpu;
    ControlTraffic m_traffic;
    uint64_t m_peerMessages{0};
    std::map<EnforcementPoint, Place> m_places;
    std::map<uint32_t, ControlChannel*> m_byAddress;
    std::map<uint64_t, Update> m_updates;
    std::map<uint64_t, Part> m_parts;
    std::map<uint64_t, Joined> m_joined; ///< by what stands for their parts in messages
    /// Agents whose places have moved, and the update that leads to them.
    std::vector<std::pair<EnforcementPoint, uint64_t>> m_moved;
    Registering m_registering;
    std::map<EnforcementPoint, Time>
        m_pendingSince; ///< of agents not in the pool, which have rules
    uint64_t m_rulesPended{0};
    std::optional<Time> m_longestPending; ///< of those that have registered
    uint64_t m_nextUpdate{0};
    bool m_hasRun{false}; ///< has worked the whole network out
    uint64_t m_nextPart{0};
    uint64_t m_refused{0};
};

/// @return the end of a program's channels at a server, in the network that the setting has for them
ControlEnd EndOn(Server& server, uint16_t port, const ControlPlaneSetting& setting);

/// @return the control plane of a run
std::unique_ptr<PushPlane> MakePush(const ControlPlaneSetting& setting, const PushKeys& keys);

} // namespace ns3::vnlab

#endif // VNLAB_PUSH_H
