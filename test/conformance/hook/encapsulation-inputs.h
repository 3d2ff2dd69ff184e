// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ENCAPSULATION_INPUTS_H
#define VNLAB_ENCAPSULATION_INPUTS_H

#include "test/conformance/hook/program-inputs.h"

namespace ns3::vnlab
{

/// Frames of a guest, for kEncapsulateProgram. Among a few rules there is one for each tunnel protocol and
/// one for a protocol that does not exist.
class EncapsulationInputs : public ProgramInputs
{
  public:
    using ProgramInputs::ProgramInputs;

    MapContents DrawRules() override;
    MapContents DrawAllRules() override;
    MapContents DrawBeside(const vnlab_map& map) override;
    size_t RuleCount() const override;
    Bytes Hit(size_t rule, const TunnelWish& wish) override;
    Bytes Miss(const TunnelWish& wish) override;
    Bytes WrongTunnel(const TunnelWish& wish) override;
    Bytes Ipv6() override;
    Bytes ArpFrame() override;

  private:
    using Rule = std::pair<vnlab_encap_key, vnlab_encap_value>;

    using Steering = std::pair<vnlab_steer_key, vnlab_steer_value>;

    Rule DrawRule(uint8_t protocol);
    void Lead(Ends& ends, size_t rule) const;
    Ip Destination(const Rule& rule) const;

    std::vector<Rule> m_rules;
    std::vector<Steering>
        m_steering; // the i-th leads to where the i-th rule does; the last to nowhere
    Rule m_unknown; // with the protocol that does not exist
};

} // namespace ns3::vnlab

#endif // VNLAB_ENCAPSULATION_INPUTS_H
