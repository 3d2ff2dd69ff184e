// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/ovn/ovn-cloud.h"

#include "model/rule/group-tables.h"
#include "model/rule/rule-names.h"
#include "model/spec/ipv4-prefix.h"
#include "model/wire/protocol-numbers.h"
#include "test/support/reader-program.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

constexpr const char* kSchemas = "/usr/share/ovn/";

std::string
SwitchName(Vni vni)
{
    return "s" + std::to_string(vni.value);
}

std::string
GroupName(GroupId group)
{
    return "g" + std::to_string(group.first.value);
}

/// @return a rule as an ACL's match
std::string
MatchOf(const GroupRuleKey& rule)
{
    std::string service = " && ip4";
    switch (rule.protocol)
    {
    case ipproto::kIcmp:
        service = " && icmp4";
        break;
    case ipproto::kTcp:
        service = " && tcp";
        break;
    case ipproto::kUdp:
        service = " && udp";
        break;
    default:
        break;
    }
    if (rule.port != 0)
    {
        service += ".dst == " + std::to_string(rule.port);
    }
    return "outport == @" + GroupName(rule.group) + " && ip4.src == $" + GroupName(rule.remote) +
           "_ip4" + service;
}

} // namespace

bool
OvnIsInstalled()
{
    return std::filesystem::exists(std::string(kSchemas) + "ovn-nb.ovsschema") &&
           RunReader({"ovn-northd", "--version"}).status == 0 &&
           RunReader({"ovn-trace", "--version"}).status == 0 &&
           RunReader({"ovsdb-server", "--version"}).status == 0;
}

OvnCloud::OvnCloud(const GroupPolicy& policy)
    : m_policy(policy)
{
    for (const std::string name : {"nb", "sb"})
    {
        m_daemons.Run({"ovsdb-tool",
                       "create",
                       m_daemons / (name + ".db"),
                       std::string(kSchemas) + "ovn-" + name + ".ovsschema"});
        m_daemons.Start(
            "ovsdb-server",
            name,
            {m_daemons / (name + ".db"), "--remote=punix:" + (m_daemons / (name + ".sock"))});
    }
    m_daemons.Start("ovn-northd",
                    "northd",
                    {"--ovnnb-db=unix:" + (m_daemons / "nb.sock"),
                     "--ovnsb-db=unix:" + (m_daemons / "sb.sock")});
    Write();
    m_new = std::make_unique<OvnTracer>(m_daemons, "new", "--ct=new");
    m_replies = std::make_unique<OvnTracer>(m_daemons, "replies", "--ct=est,rpl");
}

/// All of it in one transaction.
void
OvnCloud::Write()
{
    const CloudPlan& plan = m_policy.Plan();
    std::vector<std::string> all{
        "ovn-nbctl", "--timeout=60", "--wait=sb", "--db=unix:" + (m_daemons / "nb.sock")};
    const auto add = [&all](const std::vector<std::string>& command)
    {
        all.insert(all.end(), "--");
        all.insert(all.end(), command.begin(), command.end());
    };
    std::set<Vni> switches;
    std::map<GroupId, std::vector<std::string>> groups;
    std::set<std::string> acls;
    for (const Rule& rule : m_policy.Rules())
    {
        if (rule.where.table == kGroupPortTable)
        {
            const VnicId vnic = rule.where.key.As<GroupPortKey>().vnic;
            const auto port = rule.value.As<GroupPortValue>();
            const Vni vni = m_policy.ViewOf(vnic).VniOf(vnic);
            const std::string addresses =
                MacText(plan.At(vnic).mac) + " " + FormatIpv4(port.address);
            if (switches.insert(vni).second)
            {
                add({"ls-add", SwitchName(vni)});
            }
            add({"lsp-add", SwitchName(vni), PortName(vnic)});
            add({"lsp-set-addresses", PortName(vnic), addresses});
            add({"lsp-set-port-security", PortName(vnic), addresses});
            groups[port.group].push_back(PortName(vnic));
        }
    }
    for (const auto& [group, ports] : groups)
    {
        std::vector<std::string> command{"pg-add", GroupName(group)};
        command.insert(command.end(), ports.begin(), ports.end());
        add(command);
        add({"acl-add",
             GroupName(group),
             "to-lport",
             "900",
             "outport == @" + GroupName(group) + " && ip",
             "drop"});
        ++m_acls;
    }
    for (const Rule& rule : m_policy.Rules())
    {
        if (rule.where.table == kGroupRuleTable)
        {
            const auto key = rule.where.key.As<GroupRuleKey>();
            if (acls.insert(MatchOf(key)).second) // hosts have the same
            {
                add({"acl-add",
                     GroupName(key.group),
                     "to-lport",
                     "1000",
                     MatchOf(key),
                     "allow-related"});
                ++m_acls;
            }
        }
    }
    m_daemons.Run(all);
}

bool
OvnCloud::Delivers(const Question& question)
{
    return Trace(*m_new, question);
}

bool
OvnCloud::DeliversAnswer(const Question& question)
{
    return Trace(*m_replies, question.Answer());
}

bool
OvnCloud::Trace(OvnTracer& tracer, const Question& question) const
{
    const Vni vni = m_policy.ViewOf(question.from).VniOf(question.from);
    const std::string said = tracer.Trace(SwitchName(vni), MicroflowOf(question, m_policy.Plan()));
    return said.find("output(\"" + PortName(question.to) + "\")") != std::string::npos;
}

size_t
OvnCloud::LogicalFlows() const
{
    const std::string list = m_daemons.Run(
        {"ovn-sbctl", "--timeout=60", "--db=unix:" + (m_daemons / "sb.sock"), "lflow-list"});
    size_t flows = 0;
    for (size_t at = list.find("table="); at != std::string::npos; at = list.find("table=", at + 1))
    {
        ++flows;
    }
    return flows;
}

size_t
OvnCloud::Acls() const
{
    return m_acls;
}

} // namespace ns3::vnlab::test
