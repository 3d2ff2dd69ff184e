// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROL_PLANE_H
#define VNLAB_CONTROL_PLANE_H

#include "model/cloud/cloud-plan.h"
#include "model/control/control-channel.h"
#include "model/dataplane/gateway.h"
#include "model/ip/host-stack.h"
#include "model/key/cost-table.h"
#include "model/key/own-keys.h"
#include "model/key/registry.h"
#include "model/rule/miss.h"
#include "model/rule/pending-rules.h"
#include "model/substrate/server.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief A control plane at work in one run: gets rules to the places that hold them.
 *
 * It is told of the places, each with an agent that writes the place's tables, and then of the
 * rules. One that works on demand hears what places look for, and brings them that.
 */
class ControlPlane : public StackSink
{
  public:
    /// Called when the last place has taken an update, with the messages that it took: updates and
    /// acknowledgements, handshakes not counted.
    using Done = std::function<void(uint64_t messages)>;

    /// Makes a place known. @param end where its agent is on the provider's network
    /// @param agent now the control plane's
    virtual void AddAgent(EnforcementPoint at,
                          const ControlEnd& end,
                          std::unique_ptr<RuleAgent> agent) = 0;

    /// @return the agent at a place that has one
    virtual RuleAgent& AgentOf(EnforcementPoint at) = 0;

    /// The machine at a place is gone: its agent stops, and what was on its way there is done with.
    /// Without an agent there, nothing.
    virtual void CloseAgent(EnforcementPoint at) = 0;

    /// The place has another address from now on; the next Submit() has the rules that lead to it. Without
    /// an agent there, nothing; nor by default.
    virtual void MoveAgent(EnforcementPoint at, uint32_t address);

    /// The machine at a place is there again, with empty tables: its agent registers, if it had before. By
    /// default nothing.
    virtual void OpenAgent(EnforcementPoint at);

    /// The connection to the agent at a place breaks; its tables stay. By default nothing.
    virtual void BreakAgent(EnforcementPoint at);

    /// A server has lost its power, or has it back. By default nothing.
    virtual void SetServerDown(ServerId server, bool isDown);

    /**
     * @brief The cloud is switched on: connects agents, so that rules can be sent to them. At first, and
     * once.
     *
     * By default nothing has to be connected.
     * @param places that have agents
     * @param rules that are wanted first; what agents can only be reached with is taken out and sent
     * @param done called when all agents are registered, but not within the call
     */
    virtual void Register(const std::vector<EnforcementPoint>& places,
                          PendingRules& rules,
                          Done done);

    /**
     * @brief Gets rules to their places, to hosts and switches before hooks in VMs. Of two updates
     * for one place the earlier takes effect first.
     * @param done called when all is done, but not within the call
     */
    virtual void Submit(PendingRules rules, Done done) = 0;

    /// Has the stacks hand over what is sent to it. By default TCP, to the ports of controller and agents.
    /// @param controllers their stacks @param agents those of machines with an agent, of which any number share one
    virtual void Listen(const std::vector<HostStack*>& controllers,
                        const std::vector<HostStack*>& agents);

    /// @return who hears of misses; nobody by default
    virtual MissHandling Misses();

    /// What to bring on demand, from before the first Submit() on. Ignored by default.
    /// @param rules outlives the control plane
    virtual void AnswerFrom(const RulesOnDemand& rules);

    /// Rules that it may have brought on demand are others from now on; a Submit() of the same change
    /// follows. Ignored by default: places then find out themselves.
    virtual void ChangeOnDemand(const RuleDelta& rules);

    /// Takes a TCP segment for the controller or an agent. Without messages there is none to expect: by
    /// default it is ignored.
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;

    /// @return what it has sent so far; nothing by default
    virtual ControlTraffic Traffic() const;

    /// @return time that controllers worked so far; none by default
    virtual Time CpuTime() const;

    /// @return rules that places could not take
    virtual uint64_t Refused() const = 0;

    /// @return what else it counted so far, by name; nothing by default. Of "name" there are metrics
    ///         `config.name`, as it was after the first deployment, and `reconfig.name`, what came since:
    ///         they take rows (model/key/metric.h) in the kind's own file.
    virtual std::map<std::string, uint64_t> Counts() const;

    /// @return counts over the whole run, by name, which metrics `control.*` have rows for in the kind's
    ///         own file; none by default
    virtual std::map<std::string, double> RunCounts() const;
};

/// What a control plane is made of, whatever its kind.
struct ControlPlaneSetting
{
    Server& controller;             ///< where a controller runs; outlives the control plane
    const CostTable& costs;         ///< likewise
    uint32_t mtu{1500};             ///< of the underlay, IP bytes
    std::vector<Server*> others{};  ///< where further controllers run, in the order of ServerId
    TcpStream::Transmit transmit{}; ///< from controllers; nothing: from their servers
    Time detection{};               ///< until somebody knows that a machine has failed
    const CloudPlan* plan{
        nullptr}; ///< outlives the control plane, as does the topology; both are there
    const Topology* topology{nullptr}; ///< where there are further controllers
    std::vector<Gateway*>
        gateways{}; ///< where it works with such, in the order of ServerId; outlive it
};

/**
 * @brief A kind of control plane.
 *
 * To add one, write a file with a subclass and a ControlPlaneKindRegistration; designs and scenarios
 * then name it.
 * Stateless: one object serves all runs.
 */
class ControlPlaneKind
{
  public:
    virtual ~ControlPlaneKind() = default;

    /// @return the name, such as "push"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return its own keys with their defaults: the table of its name in a variant; none by default
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /// @return whether it brings rules on demand, which takes a design whose compiler has such; by default
    ///         it brings all
    virtual RuleSupply GetSupply() const;

    /// @param onDemand the kind of the scopes that a compiler leaves to it (Compiler::OnDemand)
    /// @return whether it can bring their rules; any, by default
    virtual bool CanBring(Scope::Kind onDemand) const;

    /// @param controllers how many each data center has
    /// @return why it cannot work with them, and what is accepted; nothing where it can, by default
    virtual std::optional<std::string> ObjectionOn(std::span<const uint32_t> controllers) const;

    /// @param keys as MakeKeys() made them, then set
    virtual std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                               const OwnKeys& keys) const = 0;
};

/// Makes a kind of control plane known by its name: one static object in its file.
using ControlPlaneKindRegistration = Registration<ControlPlaneKind>;

/// @return the kind of control plane, or nullptr
const ControlPlaneKind* FindControlPlaneKind(std::string_view name);

/// @return all kinds of control plane, by name
std::vector<const ControlPlaneKind*> AllControlPlaneKinds();

} // namespace ns3::vnlab

#endif // VNLAB_CONTROL_PLANE_H
