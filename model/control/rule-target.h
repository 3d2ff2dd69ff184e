// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_TARGET_H
#define VNLAB_RULE_TARGET_H

#include "model/dataplane/host-switch.h"
#include "model/dataplane/ipsec-stack.h"
#include "model/dataplane/pipeline/rule-pipeline.h"
#include "model/dataplane/tunnel-server.h"
#include "model/guest/vnic-device.h"
#include "model/rule/rule.h"
#include "model/substrate/fabric.h"

#include <functional>
#include <memory>

namespace ns3::vnlab
{

/// The tables of one enforcement point, as an agent there writes them.
class RuleTarget
{
  public:
    virtual ~RuleTarget() = default;

    /// @return false where the place cannot take the rule: no such table, or a full map
    virtual bool Write(const Rule& rule) = 0;

    /// @return false where there is no such entry
    virtual bool Erase(const RuleKey& key) = 0;

    /// What waits for an entry here does so in vain. Nothing waits by default.
    virtual void GiveUp(const RuleKey& key);

    /// Removes all entries, as what is in memory goes with the machine. The default holds on to them.
    virtual void Clear();
};

/**
 * @brief Another target, and somebody who is told what comes and goes there.
 */
class WatchedTarget : public RuleTarget
{
  public:
    /// @param written nullptr: the rule was erased
    using Watcher = std::function<void(const RuleKey& where, const RuleBytes* written)>;

    WatchedTarget(std::unique_ptr<RuleTarget> target, Watcher watcher);
    bool Write(const Rule& rule) override;
    bool Erase(const RuleKey& key) override;
    void GiveUp(const RuleKey& key) override;
    void Clear() override;

  private:
    std::unique_ptr<RuleTarget> m_target;
    Watcher m_watcher;
};

/// What a VM holds at a vNIC: the maps of its hooks, and the databases of its IPsec.
class HookTarget : public RuleTarget
{
  public:
    /// @param ipsec nullptr: the VM has none
    explicit HookTarget(VnicHooks& hooks, IpsecStack* ipsec = nullptr);
    bool Write(const Rule& rule) override;
    bool Erase(const RuleKey& key) override;
    void Clear() override;

  private:
    VnicHooks& m_hooks;
    IpsecStack* m_ipsec;
};

/// The tables of a host switch.
class HostSwitchTarget : public RuleTarget
{
  public:
    explicit HostSwitchTarget(HostSwitch& hostSwitch);
    bool Write(const Rule& rule) override;
    bool Erase(const RuleKey& key) override;
    void GiveUp(const RuleKey& key) override;
    void Clear() override;

  private:
    HostSwitch& m_switch;
};

/// The tables of a server that forwards.
class TunnelServerTarget : public RuleTarget
{
  public:
    explicit TunnelServerTarget(TunnelServer& server);
    bool Write(const Rule& rule) override;
    bool Erase(const RuleKey& key) override;
    void Clear() override;

  private:
    TunnelServer& m_server;
};

/// The routes of a fabric switch that routes.
class RouteTarget : public RuleTarget
{
  public:
    explicit RouteTarget(HostRouteTable& routes);
    bool Write(const Rule& rule) override;
    bool Erase(const RuleKey& key) override;

  private:
    HostRouteTable& m_routes;
};

/// The tables of a fabric switch with a data plane of its own.
class PipelineTarget : public RuleTarget
{
  public:
    PipelineTarget(RulePipeline& pipeline, NodeRef at);
    bool Write(const Rule& rule) override;
    bool Erase(const RuleKey& key) override;
    void GiveUp(const RuleKey& key) override;

  private:
    RulePipeline& m_pipeline;
    NodeRef m_at;
};

} // namespace ns3::vnlab

#endif // VNLAB_RULE_TARGET_H
