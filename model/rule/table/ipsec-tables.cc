// SPDX-License-Identifier: GPL-2.0-only
//
// What the IPsec of a VM holds: whose packets are sealed and how, and with which keys. The typed fields are
// those of `ip xfrm policy` and `ip xfrm state`, less what is the same for all: mode, cipher, directions.

#include "model/rule/ipsec-tables.h"

#include "model/rule/table/line-about.h"
#include "model/spec/ipv4-prefix.h"

#include <array>

namespace ns3::vnlab
{

namespace
{

class IpsecTable : public Table
{
  public:
    using Table::Table;

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kHooks, rule.where.at.index}};
    }

  protected:
    /// @return a line about the other end of the virtual link that a rule is of
    static RuleLine AboutPeer(const Rule& rule,
                              VmId reader,
                              const RuleNames& names,
                              const std::string& before,
                              const std::string& after)
    {
        if (rule.origin.kind != Scope::Kind::kLink)
        {
            return {before + "the controller" + after, {}};
        }
        const VmId a = names.Plan().At(VnicId{rule.origin.a}).vm;
        const VmId b = names.Plan().At(VnicId{rule.origin.b}).vm;
        return LineAbout(a == reader ? b : a, names, before, after);
    }
};

std::string
SelectorText(const PolicyKey& key)
{
    std::string text;
    if (key.source != 0 && key.destination != 0) // those of others, on a service chain
    {
        text += ", " + FormatIpv4(key.source) + " to " + FormatIpv4(key.destination);
    }
    if (key.protocol != 0)
    {
        text += ", protocol " + std::to_string(key.protocol);
    }
    if (key.portOf != PortOf::kNone)
    {
        text += (key.portOf == PortOf::kSource ? " from port " : " to port ") +
                std::to_string(key.port);
    }
    return text;
}

/// The SPD. Its own address is what a vNIC knows of itself.
class PolicyTable : public IpsecTable
{
  public:
    PolicyTable(TableId id, RulePurpose purpose, std::vector<std::string_view> value, RuleRole role)
        : IpsecTable(
              id, purpose, {{"source", "destination", "protocol", "port"}, std::move(value)}, role)
    {
    }

    std::span<const std::string_view> KeyFields(const RuleBytes& key) const override
    {
        static constexpr std::array<std::string_view, 3> kOwn{"other end", "protocol", "port"};
        const auto policy = key.As<PolicyKey>();
        const size_t beside =
            (policy.protocol != 0 ? 1 : 0) + (policy.portOf != PortOf::kNone ? 1 : 0);
        const bool isOwn = policy.source == 0 || policy.destination == 0;
        return isOwn ? std::span(kOwn).first(1 + beside)
                     : std::span(AllFields().key).first(2 + beside);
    }
};

/// What leaves goes into a tunnel, to where its far end is.
class OutboundPolicyTable : public PolicyTable
{
  public:
    OutboundPolicyTable()
        : PolicyTable(kOutboundPolicyTable,
                      RulePurpose::kTunnel,
                      {"remote address", "SPI"},
                      RuleRole::kIngress)
    {
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<PolicyKey>();
        const auto value = rule.value.As<OutboundPolicyValue>();
        const std::string how =
            value.spi == kBypassSpi ? ": as it is" : ": in ESP to " + FormatIpv4(value.remote);
        return AboutPeer(rule, reader, names, "send to ", SelectorText(key) + how);
    }

    std::span<const std::string_view> ValueFields(const Rule& rule) const override
    {
        const uint32_t spi = rule.value.As<OutboundPolicyValue>().spi;
        return std::span(AllFields().value)
            .first(spi == kBypassSpi   ? 0
                   : IsNegotiated(spi) ? 1
                                       : 2);
    }
};

/// Who may come in, and by which tunnel, wherever it ends.
class InboundPolicyTable : public PolicyTable
{
  public:
    InboundPolicyTable()
        : PolicyTable(kInboundPolicyTable,
                      RulePurpose::kPermission,
                      {"SPI", "remote address"},
                      RuleRole::kInternal)
    {
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        const bool isSealed = rule.value.As<InboundPolicyValue>().spi != kBypassSpi;
        return AboutPeer(rule,
                         reader,
                         names,
                         "let in ",
                         SelectorText(rule.where.key.As<PolicyKey>()) +
                             (isSealed ? ": in ESP" : ": as it is"));
    }

    std::span<const std::string_view> ValueFields(const Rule& rule) const override
    {
        const uint32_t spi = rule.value.As<InboundPolicyValue>().spi;
        const std::span fields(AllFields().value);
        return spi == kBypassSpi ? fields.first(0)
             : IsNegotiated(spi) ? fields.last(1)
                                 : fields.first(1);
    }
};

/// The SAD.
class AssociationTable : public IpsecTable
{
  public:
    AssociationTable(TableId id, std::vector<std::string_view> key, std::string text)
        : IpsecTable(id, RulePurpose::kTunnel, {std::move(key), {"key"}}),
          m_text(std::move(text))
    {
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        return AboutPeer(rule, reader, names, m_text, "'s key of this direction");
    }

  private:
    std::string m_text;
};

/// The PAD. Names of associations are no fields: who negotiates numbers them itself.
class IkePeerTable : public IpsecTable
{
  public:
    IkePeerTable()
        : IpsecTable(kIkePeerTable, RulePurpose::kTunnel, {{"remote address"}, {"secret"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<IkePeerKey>();
        return AboutPeer(
            rule, reader, names, "negotiate keys with ", " at " + FormatIpv4(key.remote));
    }
};

const TableRegistration kIpsecTables[]{
    TableRegistration{std::make_unique<IkePeerTable>()},
    TableRegistration{std::make_unique<OutboundPolicyTable>()},
    TableRegistration{std::make_unique<InboundPolicyTable>()},
    TableRegistration{
        std::make_unique<AssociationTable>(kOutboundAssociationTable,
                                           std::vector<std::string_view>{"remote address", "SPI"},
                                           "seal with ")},
    TableRegistration{std::make_unique<AssociationTable>(
        kInboundAssociationTable, std::vector<std::string_view>{"SPI"}, "open with ")},
};

} // namespace

} // namespace ns3::vnlab
