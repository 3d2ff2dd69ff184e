// SPDX-License-Identifier: GPL-2.0-only
//
// What switches with match-action tables hold: flows, and the far ends of their tunnel ports.

#include "model/rule/flow-text.h"
#include "model/rule/table/line-about.h"
#include "model/substrate/address-plan.h"

#include <algorithm>
#include <tuple>

namespace ns3::vnlab
{

namespace
{

/// @return the fields that a match is typed with; that it is of IPv4 is the same for all
size_t
CountTypedFields(const FlowFields& mask)
{
    const auto count = [](bool isUsed) { return size_t{isUsed}; };
    return count(mask.inPort) + count(mask.tunnelId) + count(mask.ipv4Source) +
           count(mask.ipv4Destination) + count(mask.vlanId) + count(mask.sourcePort) +
           count(mask.destinationPort) + count(mask.etherSource != MacBytes{}) +
           count(mask.etherDestination != MacBytes{}) + count(mask.protocol);
}

class FlowTableInfo : public Table
{
  public:
    FlowTableInfo()
        : Table(kFlowTable,
                RulePurpose::kPermission,
                {std::vector<std::string_view>(10, "match"),
                 {"action", "action", "action", "action"}})
    {
    }

    /// What asks nobody who sends is about where its destination is.
    RulePurpose PurposeOf(const RuleBytes& key) const override
    {
        return key.As<FlowKey>().mask.ipv4Source == 0 ? RulePurpose::kLocation : Purpose();
    }

    std::span<const std::string_view> KeyFields(const RuleBytes& key) const override
    {
        return std::span(AllFields().key).first(CountTypedFields(key.As<FlowKey>().mask));
    }

    /// Each field that is set, and where the packet goes; that its TTL is decremented is the same for all.
    std::span<const std::string_view> ValueFields(const Rule& rule) const override
    {
        const auto actions = rule.value.As<FlowActions>();
        const size_t count = size_t{1} + actions.setsTunnel + actions.setsEther +
                             (actions.tunnelDestination != 0 ? 1 : 0);
        return std::span(AllFields().value).first(count);
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<FlowKey>();
        const std::string text = FlowText(key, rule.value.As<FlowActions>());
        const auto [from, to] = EndsOf(rule, names);
        if (from && to)
        {
            return *from == reader ? LineAbout(*to, names, "to ", ": " + text)
                                   : LineAbout(*from, names, "from ", ": " + text);
        }
        return {(from ? "to a site: " : to ? "from a site: " : "") + text, {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const auto [from, to] = EndsOf(rule, names);
        std::vector<RuleAudience> audience;
        for (const std::optional<VmId>& end : {from, to})
        {
            const bool isFabric = rule.where.at.IsFabricSwitch();
            if (end && (isFabric || EnforcementPoint::Of(names.HostOf(*end)) == rule.where.at))
            {
                audience.push_back(
                    {isFabric ? RuleAudience::Kind::kFabric : RuleAudience::Kind::kHost,
                     end->value});
            }
        }
        return audience;
    }

  private:
    /// @return the VM whose packets the flow is for, and whose they are sent to, as the rule's cause names
    ///         them; nothing for a site
    static std::pair<std::optional<VmId>, std::optional<VmId>> EndsOf(const Rule& rule,
                                                                      const RuleNames& names)
    {
        const CloudPlan& plan = names.Plan();
        if (rule.origin.kind == Scope::Kind::kGatewayVnic)
        {
            const VnicPlan& vnic = plan.At(VnicId{rule.origin.b});
            const bool sends = vnic.address == rule.where.key.As<FlowKey>().value.ipv4Source;
            return sends ? std::pair(std::optional(vnic.vm), std::optional<VmId>())
                         : std::pair(std::optional<VmId>(), std::optional(vnic.vm));
        }
        if (rule.origin.kind != Scope::Kind::kLink)
        {
            return {};
        }
        VnicId from{rule.origin.a};
        VnicId to{rule.origin.b};
        if (plan.At(from).address != rule.where.key.As<FlowKey>().value.ipv4Source)
        {
            std::swap(from, to);
        }
        return {plan.At(from).vm, plan.At(to).vm};
    }
};

class TunnelPortTableInfo : public Table
{
  public:
    TunnelPortTableInfo()
        : Table(kTunnelPortTable, RulePurpose::kTunnel, {{"port"}, {"remote address"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"port " + std::to_string(rule.where.key.As<TunnelPortKey>().port) +
                    " is a tunnel to " + FormatIpv4(rule.value.As<TunnelPortValue>().remote),
                {}};
    }

    /// It is of a host, not of one of its VMs.
    std::vector<RuleAudience> Audience(const Rule&, const RuleNames&) const override
    {
        return {};
    }
};

const TableRegistration kFlows{std::make_unique<FlowTableInfo>()};
const TableRegistration kTunnelPorts{std::make_unique<TunnelPortTableInfo>()};

} // namespace

} // namespace ns3::vnlab
