// SPDX-License-Identifier: GPL-2.0-only
//
// What the hooks of a vNIC hold: tunnels to put on, tunnels to take off, who may come in.

#include "model/hook/hook-program.h"
#include "model/rule/hook-entries.h"
#include "model/rule/table/line-about.h"

namespace ns3::vnlab
{

namespace
{

std::string
TunnelText(uint8_t protocol)
{
    switch (protocol)
    {
    case VNLAB_TUNNEL_VXLAN:
        return "VXLAN";
    case VNLAB_TUNNEL_NVGRE:
        return "NVGRE";
    case VNLAB_TUNNEL_IPIP:
        return "IP-in-IP";
    default:
        return "no tunnel";
    }
}

MacBytes
MacOf(const uint8_t (&bytes)[6])
{
    MacBytes mac;
    std::ranges::copy(bytes, mac.begin());
    return mac;
}

class HookTable : public Table
{
  public:
    HookTable(TableId id,
              RulePurpose purpose,
              const vnlab_map& map,
              TypedFields typed,
              RuleRole role = RuleRole::kInternal)
        : Table(id, purpose, std::move(typed), role),
          m_map(map)
    {
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kHooks, rule.where.at.index}};
    }

    const vnlab_map* Map() const override
    {
        return &m_map;
    }

  private:
    const vnlab_map& m_map;
};

class EncapTable : public HookTable
{
  public:
    EncapTable()
        : HookTable(TableId::kEncap,
                    RulePurpose::kTunnel,
                    encap_map,
                    {{"destination"}, {"tunnel ID", "protocol", "remote address", "peer's MAC"}},
                    RuleRole::kIngress)
    {
    }

    /// IP-in-IP has no ids, and carries no ARP, which is answered with the peer's MAC instead.
    std::span<const std::string_view> ValueFields(const Rule& rule) const override
    {
        const std::span all(AllFields().value);
        switch (rule.value.As<vnlab_encap_value>().protocol)
        {
        case VNLAB_TUNNEL_NONE:
            return all.subspan(1, 1);
        case VNLAB_TUNNEL_IPIP:
            return all.last(3);
        default:
            return all.first(3);
        }
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<vnlab_encap_key>();
        const auto value = rule.value.As<vnlab_encap_value>();
        const std::string destination = FormatIpv4(ToNetwork(key.destination));
        const std::optional<VmId> peer = names.VmOf(MacOf(value.peer_mac));
        if (value.protocol == VNLAB_TUNNEL_NONE || !peer)
        {
            return {"send to the controller, " + destination + ": no tunnel", {}};
        }
        return LineAbout(*peer,
                         names,
                         "send to ",
                         ", " + destination + ": in " + TunnelText(value.protocol) + " to " +
                             FormatIpv4(ToNetwork(value.remote)));
    }
};

class SteerTable : public HookTable
{
  public:
    SteerTable()
        : HookTable(TableId::kSteer,
                    RulePurpose::kSteering,
                    steer_map,
                    {{"source", "destination"}, {"next"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        const auto key = rule.where.key.As<vnlab_steer_key>();
        return {"lead what " + FormatIpv4(ToNetwork(key.source)) + " sends to " +
                    FormatIpv4(ToNetwork(key.destination)) + " to " +
                    FormatIpv4(ToNetwork(rule.value.As<vnlab_steer_value>().next)),
                {}};
    }
};

class DecapTable : public HookTable
{
  public:
    DecapTable()
        : HookTable(TableId::kDecap,
                    RulePurpose::kTunnel,
                    decap_map,
                    {{"protocol", "remote address", "tunnel ID"}, {"peer's MAC"}})
    {
    }

    /// As EncapTable: IP-in-IP has no ids, and its frames no Ethernet header, which is made anew.
    std::span<const std::string_view> KeyFields(const RuleBytes& key) const override
    {
        const std::span all(AllFields().key);
        return IsIpip(key) ? all.first(2) : all;
    }

    std::span<const std::string_view> ValueFields(const Rule& rule) const override
    {
        const std::span all(AllFields().value);
        return IsIpip(rule.where.key) ? all : all.first(0);
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<vnlab_decap_key>();
        const uint32_t remote = ToNetwork(key.remote);
        const std::string text =
            "unpack " + TunnelText(key.protocol) + " from " + FormatIpv4(remote);
        const std::optional<VmId> peer = names.VmOfProviderAddress(remote);
        return peer ? LineAbout(*peer, names, text + ": ", "'s tunnel") : RuleLine{text, {}};
    }

  private:
    static bool IsIpip(const RuleBytes& key)
    {
        return key.As<vnlab_decap_key>().protocol == VNLAB_TUNNEL_IPIP;
    }
};

class WhitelistTable : public HookTable
{
  public:
    WhitelistTable()
        : HookTable(TableId::kWhitelist,
                    RulePurpose::kPermission,
                    whitelist_map,
                    {{"MAC", "address"}, {}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<vnlab_whitelist_key>();
        const MacBytes mac = MacOf(key.source_mac);
        const std::string source = FormatIpv4(ToNetwork(key.source));
        const std::optional<VmId> peer = names.VmOf(mac);
        if (!peer)
        {
            return {"let in the controller, " + source, {}};
        }
        return LineAbout(*peer, names, "let in ", ", " + source + " at " + MacText(mac));
    }
};

const TableRegistration kSteer{std::make_unique<SteerTable>()};
const TableRegistration kEncap{std::make_unique<EncapTable>()};
const TableRegistration kDecap{std::make_unique<DecapTable>()};
const TableRegistration kWhitelist{std::make_unique<WhitelistTable>()};

} // namespace

} // namespace ns3::vnlab
