// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/ipsec-stack.h"

#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/dataplane/esp-frame.h"
#include "model/ip/packet-fields.h"
#include "model/population.h"
#include "model/substrate/address-plan.h"
#include "model/wire/big-endian.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

/// @return an address as policies have it: 0 where it is the vNIC's
uint32_t
Selected(const VnicDevice& at, uint32_t address)
{
    return address == at.GetGuestAddress() || address == at.GetProviderAddress() ? 0 : address;
}

/// @return the policy that a packet is of, or nullptr. See the class for precedence
template <class Value>
const Value*
FindPolicy(const EntryTable<PolicyKey, Value>& policies,
           const VnicDevice& at,
           const FrameFields& fields)
{
    const PolicyKey ends{Selected(at, fields.source), Selected(at, fields.destination)};
    const auto of = [&](uint8_t protocol, uint16_t port, PortOf portOf) {
        return policies.Find({ends.source, ends.destination, port, protocol, portOf});
    };
    const Value* found = nullptr;
    if (fields.destinationPort != 0)
    {
        found = of(fields.protocol, fields.destinationPort, PortOf::kDestination);
    }
    if (!found && fields.sourcePort != 0)
    {
        found = of(fields.protocol, fields.sourcePort, PortOf::kSource);
    }
    if (!found)
    {
        found = of(fields.protocol, 0, PortOf::kNone);
    }
    return found ? found : policies.Find(ends);
}

bool
IsTagged(const FrameFields& fields)
{
    return fields.l3Offset != headersize::kEthernet;
}

} // namespace

IpsecStack::IpsecStack(EspMode mode, const std::optional<IkeSettings>& ike)
    : m_mode(mode),
      m_ikeSettings(ike)
{
}

void
IpsecStack::Attach(VnicDevice& at)
{
    if (m_ikeSettings)
    {
        NegotiatedAssociations& own = *this;
        m_ike = std::make_unique<IkeDaemon>(own, at, *m_ikeSettings);
        m_ike->SetPrice(m_prices.agreement_ps);
    }
}

const IkeDaemon*
IpsecStack::Ike() const
{
    return m_ike.get();
}

EspMode
IpsecStack::Mode() const
{
    return m_mode;
}

void
IpsecStack::SetPrices(const IpsecPrices& prices)
{
    m_prices = prices;
    if (m_ike)
    {
        m_ike->SetPrice(prices.agreement_ps);
    }
}

/// @return whether a packet is of IKE with a peer
bool
IpsecStack::IsIke(const FrameFields& fields, uint32_t peer) const
{
    const bool isOfPort = fields.protocol == ipproto::kUdp && fields.sourcePort == ike::kPort &&
                          fields.destinationPort == ike::kPort;
    return m_ike && isOfPort && m_ike->IsPeer(peer);
}

std::optional<DropReason>
IpsecStack::Leave(const VnicDevice& at, const Ptr<Packet>& frame)
{
    m_lastWork_ps = 0;
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (!fields || (fields->isIpv4 && frame->GetSize() < fields->l3Offset + fields->totalLength))
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (!fields->isIpv4)
    {
        return std::nullopt;
    }
    if (fields->source == at.GetProviderAddress() && IsIke(*fields, fields->destination))
    {
        return std::nullopt;
    }
    const OutboundPolicyValue* policy = FindPolicy(m_outbound, at, *fields);
    if (m_mode == EspMode::kTunnel && (!policy || IsTagged(*fields)))
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    if (!policy || policy->spi == kBypassSpi)
    {
        return std::nullopt;
    }
    if (m_mode == EspMode::kTransport && (IsFragment(*fields) || IsTagged(*fields)))
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    const uint32_t receiver = m_mode == EspMode::kTunnel ? policy->remote : fields->destination;
    const auto sealing = m_sealing.find({receiver, policy->spi});
    if (sealing == m_sealing.end())
    {
        if (m_ike && PopulationOf(frame) != Population::kProbe)
        {
            m_ike->Acquire(receiver);
        }
        return VNLAB_DROP_NO_ASSOCIATION;
    }
    if (m_ike)
    {
        m_ike->Sealed(receiver, sealing->second.sent);
    }
    const Outer outer{at.GetProviderAddress(), receiver, sealing->second.spi};
    return Seal(frame, *fields, outer, sealing->second) ? std::nullopt
                                                        : std::optional(VNLAB_DROP_MTU_EXCEEDED);
}

bool
IpsecStack::Seal(const Ptr<Packet>& frame,
                 const FrameFields& fields,
                 const Outer& outer,
                 Sealing& sealing)
{
    const OuterIpv4 tunnel{.destinationMac = address_plan::kGatewayMac,
                           .sourceMac = fields.sourceMac,
                           .source = outer.source,
                           .destination = outer.destination,
                           .tos = fields.tos,
                           .id = static_cast<uint16_t>(m_sealed + 1),
                           .dontFragment = fields.dontFragment};
    const EspFields esp{outer.spi, sealing.sent + 1, m_sealed + 1};
    const std::optional<size_t> sealed = m_mode == EspMode::kTunnel
                                           ? SealInTunnel(frame, fields, tunnel, esp, sealing.key)
                                           : SealInTransport(frame, fields, esp, sealing.key);
    if (sealed)
    {
        ++sealing.sent;
        ++m_sealed;
        Charge(frame, *sealed);
    }
    return sealed.has_value();
}

bool
IpsecStack::IsOwnEsp(const VnicDevice& at, const FrameFields& fields) const
{
    const uint32_t own =
        m_mode == EspMode::kTunnel ? at.GetProviderAddress() : at.GetGuestAddress();
    return fields.protocol == ipproto::kEsp && fields.destination == own;
}

std::optional<DropReason>
IpsecStack::Enter(const VnicDevice& at, const Ptr<Packet>& frame)
{
    m_lastWork_ps = 0;
    m_isOwn = false;
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (!fields || (fields->isIpv4 && frame->GetSize() < fields->l3Offset + fields->totalLength))
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (!fields->isIpv4)
    {
        return std::nullopt;
    }
    if (IsOwnEsp(at, *fields))
    {
        return Open(at, frame, *fields);
    }
    if (fields->destination == at.GetProviderAddress() && IsIke(*fields, fields->source))
    {
        m_isOwn = true;
        return std::nullopt;
    }
    const InboundPolicyValue* policy = FindPolicy(m_inbound, at, *fields);
    const bool isForOthers =
        m_mode == EspMode::kTransport && fields->destination != at.GetGuestAddress();
    const bool passes = policy ? policy->spi == kBypassSpi : isForOthers;
    return passes ? std::nullopt : std::optional(VNLAB_DROP_NOT_PERMITTED);
}

bool
IpsecStack::Take(const VnicDevice&, const Ptr<const Packet>& frame)
{
    if (m_isOwn)
    {
        m_ike->Receive(frame);
    }
    return m_isOwn;
}

std::optional<DropReason>
IpsecStack::Open(const VnicDevice& at, const Ptr<Packet>& frame, const FrameFields& outer)
{
    TrimToIpv4(frame, outer);
    WholeFrame bytes;
    if (IsFragment(outer) || frame->GetSize() > bytes.size())
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    const std::span whole(bytes.data(), frame->CopyData(bytes.data(), frame->GetSize()));
    const std::span<uint8_t> esp = whole.subspan(outer.l4Offset);
    const std::optional<uint32_t> spi = SpiOf(esp);
    if (!spi)
    {
        return VNLAB_DROP_MALFORMED;
    }
    const std::optional<Opening> association = FindOpening(*spi);
    if (!association)
    {
        return VNLAB_DROP_NO_ASSOCIATION;
    }
    Charge(frame, SealedSize(esp));
    const std::optional<OpenedEsp> opened = OpenEsp(esp, association->key);
    if (!opened)
    {
        return VNLAB_DROP_NOT_AUTHENTIC;
    }
    const std::optional<std::span<uint8_t>> inner = Unwrap(at, whole, *opened, outer);
    std::optional<FrameFields> fields = inner ? ParseFrame(*inner) : std::nullopt;
    if (!fields || headersize::kEthernet + fields->totalLength > inner->size())
    {
        return VNLAB_DROP_MALFORMED;
    }
    const InboundPolicyValue* policy = FindPolicy(m_inbound, at, *fields);
    if (!policy || policy->spi != association->name)
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    SetBytes(frame, *inner);
    if (m_mode == EspMode::kTunnel)
    {
        CombineEcn(outer.tos, frame, *fields); // RFC 4301 drops nothing for a mark
    }
    return std::nullopt;
}

/// In front of the payload is more than an Ethernet header takes.
std::optional<std::span<uint8_t>>
IpsecStack::Unwrap(const VnicDevice& at,
                   std::span<uint8_t> whole,
                   const OpenedEsp& opened,
                   const FrameFields& outer) const
{
    const bool isTunnel = m_mode == EspMode::kTunnel;
    if (isTunnel != (opened.fields.nextHeader == ipproto::kIpip))
    {
        return std::nullopt;
    }
    if (!isTunnel)
    {
        return BehindOwnHeader(whole, opened, outer);
    }
    const std::span<uint8_t> inner(opened.payload.data() - headersize::kEthernet,
                                   headersize::kEthernet + opened.payload.size());
    std::ranges::copy(ToBytes(at.GetMac()), inner.begin());
    std::ranges::copy(outer.sourceMac, inner.begin() + outer.sourceMac.size());
    WriteBig16(&inner[2 * outer.sourceMac.size()], ethertype::kIpv4);
    return inner;
}

void
IpsecStack::Charge(const Ptr<const Packet>& frame, size_t bytes)
{
    m_lastWork_ps =
        m_prices.packet_ps + std::llround(m_prices.byte_ps * static_cast<double>(bytes));
    if (PopulationOf(frame) == Population::kTraffic)
    {
        ++m_work.packets;
        m_work.bytes += bytes;
    }
}

int64_t
IpsecStack::LastWork_ps() const
{
    return m_lastWork_ps;
}

const IpsecWork&
IpsecStack::Work() const
{
    return m_work;
}

bool
IpsecStack::Forge(const Outer& says, const OutboundAssociationKey& keyOf, const Ptr<Packet>& frame)
{
    const auto sealing = m_sealing.find(keyOf);
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (sealing == m_sealing.end() || !fields || !fields->isIpv4)
    {
        return false;
    }
    Outer outer = says;
    outer.spi = says.spi == keyOf.spi ? sealing->second.spi : says.spi;
    return Seal(frame, *fields, outer, sealing->second);
}

} // namespace ns3::vnlab
