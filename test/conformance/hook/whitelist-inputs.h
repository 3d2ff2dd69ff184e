// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WHITELIST_INPUTS_H
#define VNLAB_WHITELIST_INPUTS_H

#include "test/conformance/hook/program-inputs.h"

namespace ns3::vnlab
{

/// Frames of members and others, for kWhitelistProgram.
class WhitelistInputs : public ProgramInputs
{
  public:
    using ProgramInputs::ProgramInputs;

    MapContents DrawRules() override;
    MapContents DrawAllRules() override;
    size_t RuleCount() const override;
    Bytes Hit(size_t rule, const TunnelWish& wish) override;
    Bytes Miss(const TunnelWish& wish) override;
    Bytes WrongTunnel(const TunnelWish& wish) override;
    Bytes Ipv6() override;
    Bytes ArpFrame() override;

  private:
    using Rule = std::pair<vnlab_whitelist_key, vnlab_whitelist_value>;

    struct Member
    {
        Mac mac;
        Ip address;
    };

    void AddRule(Member member, uint32_t origin);
    Member MemberOf(size_t rule) const;
    Ends EndsFrom(Member member);
    Bytes FrameFrom(Member member, const FrameWish& wish);

    std::vector<Rule> m_rules;
};

} // namespace ns3::vnlab

#endif // VNLAB_WHITELIST_INPUTS_H
