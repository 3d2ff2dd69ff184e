// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DECAPSULATION_INPUTS_H
#define VNLAB_DECAPSULATION_INPUTS_H

#include "test/conformance/hook/program-inputs.h"

namespace ns3::vnlab
{

/// Tunnel packets as they arrive at a vNIC, for kDecapsulateProgram.
class DecapsulationInputs : public ProgramInputs
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
    using Rule = std::pair<vnlab_decap_key, vnlab_decap_value>;

    /// What a tunnel packet says of its tunnel, wrong or right.
    struct Tunnel
    {
        Ip remote;
        uint8_t protocol; // of IP
        Bytes header;     // between the outer IPv4 header and what the tunnel carries
    };

    Rule DrawRule(uint8_t protocol, Ip remote);
    Tunnel TunnelOf(const vnlab_decap_key& key, size_t carried);
    Bytes Frame(const Tunnel& tunnel, const FrameWish& outer, const Bytes& carried);
    Bytes Carried(const vnlab_decap_key& key, const FrameWish& inner);

    std::vector<Rule> m_rules;
};

} // namespace ns3::vnlab

#endif // VNLAB_DECAPSULATION_INPUTS_H
