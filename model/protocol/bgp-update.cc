// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-update.h"

#include "model/protocol/bgp-message.h"
#include "model/protocol/bgp-open.h"

namespace ns3::vnlab::bgp
{
namespace
{

/// Of what has routes: the length always has two bytes, as FRR 8.4 writes it, too.
constexpr uint8_t kRoutesFlags = attributeflag::kOptional | attributeflag::kLongLength;

Notification
UpdateProblem(uint8_t subcode, Bytes data = {})
{
    return {ErrorCode::kUpdate, subcode, std::move(data)};
}

void
WriteFamily(ByteWriter& writer)
{
    writer.U16(kEvpnFamily.afi).U8(kEvpnFamily.safi);
}

void
WriteReach(ByteWriter& writer, const Update& update)
{
    const Address& nextHop = update.attributes.nextHop;
    ByteWriter value;
    WriteFamily(value);
    value.U8(nextHop.size).Append(nextHop.Used()).U8(0); // reserved
    for (const EvpnRoute& route : update.announced)
    {
        Write(value, route);
    }
    WriteAttribute(writer, kRoutesFlags, attribute::kReach, value.Written());
}

void
WriteUnreach(ByteWriter& writer, const std::vector<EvpnKey>& withdrawn)
{
    ByteWriter value;
    WriteFamily(value);
    for (const EvpnKey& key : withdrawn)
    {
        Write(value, {.key = key});
    }
    const uint8_t flags = withdrawn.empty() ? attributeflag::kOptional : kRoutesFlags;
    WriteAttribute(writer, flags, attribute::kUnreach, value.Written());
}

/// Takes the attributes of an UPDATE apart.
class UpdateReader
{
  public:
    explicit UpdateReader(std::span<const uint8_t> attributes)
        : m_rest(attributes)
    {
    }

    Decoded<ReceivedUpdate> Read()
    {
        while (!m_reset && m_rest.Left() > 0)
        {
            ReadOne();
        }
        if (m_reset)
        {
            return *m_reset;
        }
        return Judge();
    }

  private:
    /// What follows from all attributes together.
    Decoded<ReceivedUpdate> Judge()
    {
        Update& update = m_received.update;
        const auto missing = MissingAttribute(m_seen);
        if (!update.announced.empty() && missing)
        {
            Fault(updateerror::kMissingWellKnown, {*missing});
        }
        if (m_received.fault && !m_seen.test(attribute::kReach))
        {
            return *m_received.fault; // RFC 7606 §5.2: which routes were meant is not sure
        }
        if (m_received.fault)
        {
            Withdraw(update.announced);
            update.announced.clear();
        }
        if (update.announced.empty())
        {
            update.attributes = {};
        }
        update.endOfRib = m_seen == AttributeSet{1ull << attribute::kUnreach} && m_unreachEmpty;
        return m_received;
    }

    /// Announced routes will count as withdrawn; of several faults, the first is told.
    void Fault(uint8_t subcode, Bytes data)
    {
        if (!m_received.fault)
        {
            m_received.fault = UpdateProblem(subcode, std::move(data));
        }
    }

    void Reset(uint8_t subcode, Bytes data = {})
    {
        m_reset = UpdateProblem(subcode, std::move(data));
    }

    void Withdraw(const std::vector<EvpnRoute>& routes)
    {
        for (const EvpnRoute& route : routes)
        {
            m_received.update.withdrawn.push_back(route.key);
        }
    }

    void ReadOne()
    {
        const uint8_t flags = m_rest.U8();
        const uint8_t type = m_rest.U8();
        const bool isLong = (flags & attributeflag::kLongLength) != 0;
        const auto length = static_cast<size_t>(m_rest.Number(isLong ? 2 : 1));
        const auto value = m_rest.Take(length);
        if (!m_rest.Ok())
        {
            Fault(updateerror::kAttributeList, {}); // RFC 7606 §4
            return;
        }
        const bool again = m_seen.test(type);
        m_seen.set(type);
        if (type == attribute::kReach || type == attribute::kUnreach)
        {
            ReadMultiprotocol(flags, type, value, again);
        }
        else if (!again)
        {
            ReadOther(flags, type, value);
        }
    }

    void ReadOther(uint8_t flags, uint8_t type, std::span<const uint8_t> value)
    {
        switch (ReadAttribute(flags, type, value, m_received.update.attributes))
        {
        case AttributeFault::kNone:
            break;
        case AttributeFault::kTreatAsWithdraw:
            Fault(updateerror::kLength, {type});
            break;
        case AttributeFault::kSessionReset:
            Reset(updateerror::kUnknownWellKnown, {type});
            break;
        }
    }

    /// Where these cannot be read the routes are not known: RFC 7606 §3(g), §5.3, §7.11, §7.12.
    void ReadMultiprotocol(uint8_t flags, uint8_t type, std::span<const uint8_t> bytes, bool again)
    {
        constexpr uint8_t kFlags = attributeflag::kOptional | attributeflag::kTransitive;
        if (again)
        {
            return Reset(updateerror::kAttributeList);
        }
        if ((flags & kFlags) != attributeflag::kOptional)
        {
            return Reset(updateerror::kFlags, {type});
        }
        ByteReader value(bytes);
        Family family;
        family.afi = value.U16();
        family.safi = value.U8();
        const bool isReach = type == attribute::kReach;
        const bool fine = value.Ok() && (family != kEvpnFamily ||
                                         (isReach ? ReadReach(value) : ReadUnreach(value)));
        if (!fine)
        {
            Reset(updateerror::kOptional, {type});
        }
    }

    bool ReadReach(ByteReader& value)
    {
        Address& nextHop = m_received.update.attributes.nextHop;
        nextHop.size = value.U8();
        if (nextHop.size != 4 && nextHop.size != 16)
        {
            return false;
        }
        const auto bytes = value.Take(nextHop.size);
        std::copy(bytes.begin(), bytes.end(), nextHop.bytes.begin());
        value.U8(); // reserved: ignored
        auto routes = value.Ok() ? ReadRoutes(value.Rest()) : std::nullopt;
        if (!routes)
        {
            return false;
        }
        m_received.update.announced = std::move(*routes);
        return true;
    }

    bool ReadUnreach(ByteReader& value)
    {
        m_unreachEmpty = value.Left() == 0;
        const auto routes = ReadRoutes(value.Rest());
        if (routes)
        {
            Withdraw(*routes);
        }
        return routes.has_value();
    }

    ByteReader m_rest;
    AttributeSet m_seen;
    ReceivedUpdate m_received;
    bool m_unreachEmpty{false};
    std::optional<Notification> m_reset;
};

} // namespace

Bytes
EncodeUpdate(const Update& update)
{
    ByteWriter attributes;
    if (!update.withdrawn.empty() || update.endOfRib)
    {
        WriteUnreach(attributes, update.withdrawn);
    }
    if (!update.announced.empty())
    {
        WriteReach(attributes, update);
        WriteAttributes(attributes, update.attributes);
    }
    const Bytes& written = attributes.Written();
    ByteWriter body;
    body.U16(0).U16(static_cast<uint16_t>(written.size())).Append(written);
    return Encode(MessageType::kUpdate, body.Written());
}

Decoded<ReceivedUpdate>
DecodeUpdate(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    const auto withdrawn = reader.Take(reader.U16());
    const auto attributes = reader.Take(reader.U16());
    if (!reader.Ok())
    {
        return UpdateProblem(updateerror::kAttributeList);
    }
    if (!withdrawn.empty() || reader.Left() > 0)
    {
        return UpdateProblem(updateerror::kNetworkField);
    }
    return UpdateReader(attributes).Read();
}

} // namespace ns3::vnlab::bgp
