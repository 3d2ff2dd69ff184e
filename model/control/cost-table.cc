// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/cost-table.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kMeasured =
    "measured, Linux 6.18 BPF_PROG_TEST_RUN less a no-op program";
constexpr std::string_view kXdpPaper = "Høiland-Jørgensen et al., CoNEXT 2018";
constexpr std::string_view kOpenSsl = "measured, OpenSSL 3.0 on one core";

constexpr CostEntry kEntries[] = {
    {"hook_encapsulate", &CostTable::hookEncapsulate_s, kMeasured},
    {"hook_decapsulate", &CostTable::hookDecapsulate_s, kMeasured},
    {"hook_whitelist", &CostTable::hookWhitelist_s, kMeasured},
    {"switch_forward", &CostTable::switchForward_s, kXdpPaper},
    {"switch_encapsulate", &CostTable::switchEncapsulate_s, kMeasured},
    {"switch_decapsulate", &CostTable::switchDecapsulate_s, kMeasured},
    {"switch_filter", &CostTable::switchFilter_s, kMeasured},
    {"controller_rule",
     &CostTable::controllerRule_s,
     "Andromeda, NSDI 2018 section 5.3: 219,000 flows/s per partition"},
    {"software_rule_update",
     &CostTable::softwareRuleUpdate_s,
     "assumption: one map update by system call"},
    {"fabric_rule_update",
     &CostTable::fabricRuleUpdate_s,
     "DevoFlow, SIGCOMM 2011: 275 flow set-ups/s"},
    {"fabric_rule_lag",
     &CostTable::fabricRuleLag_s,
     "Kuzniar et al., ToN 2018: effective 250 ms after confirmation (HP 5406zl)"},
    {"identity_sign", &CostTable::identitySign_s, kOpenSsl},
    {"identity_verify", &CostTable::identityVerify_s, kOpenSsl},
};

} // namespace

std::span<const CostEntry>
CostEntries()
{
    return kEntries;
}

CostTable
MakeCostTable(const std::map<std::string, double>& overrides)
{
    CostTable table;
    for (const auto& [name, value] : overrides)
    {
        const auto it = std::ranges::find(kEntries, name, &CostEntry::name);
        NS_ABORT_MSG_IF(it == std::end(kEntries), "no operation is called " << name);
        table.*(it->value) = value;
    }
    return table;
}

} // namespace ns3::vnlab
