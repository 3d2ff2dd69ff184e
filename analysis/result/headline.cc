// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/headline.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<Headline, 18> kHeadlines{{
    {"config.settings_intent", "stated settings", "need", "", "fewer settings"},
    {"config.rules", "rules", "hold", "", "fewer rules"},
    {"config.messages", "control messages", "deploy", " with", "fewer messages"},
    {"config.register_s", "registration time", "register", " in", "less time"},
    {"config.deploy_s", "deployment time", "deploy", " in", "less time"},
    {"reconfig.effective p99", "opening added links (p99)", "take", "", "less time"},
    {"reconfig.always_open", "links open before they were wanted", "leave", "", "fewer links open"},
    {"reconfig.leak never", "removed links left open", "leave", "", "fewer links open"},
    {"reconfig.stale p99", "wrong after a change (p99)", "stay", " wrong for", "less time"},
    {"reconfig.disrupted", "disrupted packets", "disrupt", "", "fewer packets"},
    {"exposure.reachable.", "VMs in reach", "let", " an attacker reach", "fewer VMs"},
    {"exposure.reachable_two_way.",
     "VMs in reach both ways",
     "let",
     " an attacker connect to",
     "fewer VMs"},
    {"exposure.compromised_final.", "compromised VMs", "lose", "", "fewer VMs"},
    {"traffic.lost", "lost packets of tenants", "lose", "", "fewer packets"},
    {"traffic.first_packet_delay",
     "delay of first packets",
     "deliver",
     " first packets in",
     "less time"},
    {"traffic.delay_p99", "packet delay (p99)", "deliver", " in", "less time"},
    {"chain.bypassed", "packets past their chain", "lead", " past its chain", "fewer packets"},
    {"tcp.completion_time p99",
     "completion of TCP flows (p99)",
     "complete",
     " TCP flows in",
     "less time"},
}};

} // namespace

std::span<const Headline>
Headlines()
{
    return kHeadlines;
}

const Headline*
FindHeadline(std::string_view indicator)
{
    const auto found = std::ranges::find_if(kHeadlines,
                                            [&](const Headline& headline)
                                            {
                                                return headline.indicator.ends_with('.')
                                                         ? indicator.starts_with(headline.indicator)
                                                         : indicator == headline.indicator;
                                            });
    return found == kHeadlines.end() ? nullptr : &*found;
}

std::string
HeadlineText(std::string_view indicator)
{
    const Headline* headline = FindHeadline(indicator);
    if (headline == nullptr)
    {
        return "";
    }
    const std::string subject(headline->subject);
    return headline->indicator.ends_with('.')
             ? subject + " (" + std::string(indicator.substr(headline->indicator.size())) + ")"
             : subject;
}

} // namespace ns3::vnlab
