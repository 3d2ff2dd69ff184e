// SPDX-License-Identifier: GPL-2.0-only
//
// firewall: a VM that lets pass what its list of services names, and the answers to it: by their ports, or by
// the connections that it remembers.

#include "model/service/packet-filter.h"

#include "model/ip/connection-table.h"
#include "model/population.h"
#include "model/spec/label-values.h"
#include "model/spec/permitted-services.h"

namespace ns3::vnlab
{

void
PacketFilterKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "allow", "services that it lets pass, such as \"tcp/80 udp/53\"")
                  .Default("everything"),
              allow);
    keys.Flag(Named(like,
                    "stateful",
                    "whether it knows answers by their connections, not by their ports"),
              isStateful);
    keys.Integer(Named(like, "connections", "connections that it remembers, at most"),
                 connections,
                 {1, 1'000'000'000});
}

namespace
{

class PacketFilter : public Middlebox
{
  public:
    PacketFilter(uint32_t address, const PacketFilterKeys& keys)
        : m_address(address),
          m_allowed(ServicesIn(keys.allow))
    {
        if (keys.isStateful)
        {
            m_connections.emplace(keys.connections);
        }
    }

    Passage Take(Ptr<Packet>& frame, FrameFields& fields, Time now) override
    {
        if (fields.destination == m_address)
        {
            return Passage::kOwn;
        }
        const bool passes = m_connections ? PassesAsConnection(frame, fields, now)
                                          : Opens(fields) || IsAnswer(fields);
        m_refused += passes ? 0 : 1;
        return passes ? Passage::kOn : Passage::kRefused;
    }

    std::map<std::string, uint64_t> Counts() const override
    {
        return {{"refused", m_refused}};
    }

  private:
    bool Opens(const FrameFields& fields) const
    {
        return Permits(m_allowed, {fields.protocol, fields.destinationPort});
    }

    /// A service's port may be the source: whoever sends from it passes, asked or not.
    bool IsAnswer(const FrameFields& fields) const
    {
        return Permits(m_allowed, {fields.protocol, fields.sourcePort});
    }

    bool PassesAsConnection(const Ptr<const Packet>& frame, const FrameFields& fields, Time now)
    {
        const std::optional<TrackedPacket> packet = TrackedPacketOf(frame, fields);
        if (!packet)
        {
            return false;
        }
        const bool isRemembered = PopulationOf(frame) != Population::kProbe;
        switch (m_connections->Classify(*packet, now))
        {
        case Tracked::kOpens:
            return Opens(fields) &&
                   (isRemembered ? m_connections->Note(*packet, now) : m_connections->HasRoom(now));
        case Tracked::kBelongs:
            return !isRemembered || m_connections->Note(*packet, now);
        case Tracked::kRelated:
            return true;
        case Tracked::kInvalid:
            break;
        }
        return false;
    }

    uint32_t m_address;
    std::vector<Service> m_allowed;
    std::optional<ConnectionTable> m_connections; // nothing: without state
    uint64_t m_refused{0};
};

class PacketFilterKind : public MiddleboxKind
{
  public:
    std::string_view Name() const override
    {
        return "firewall";
    }

    std::string_view Description() const override
    {
        return "lets listed services pass, by protocol and port, with or without state";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<PacketFilterKeys>();
    }

    std::optional<MiddleboxObjection> Objection(const OwnKeys& keys) const override
    {
        for (const std::string& word : SplitWords(static_cast<const PacketFilterKeys&>(keys).allow))
        {
            if (!ParseService(word))
            {
                return MiddleboxObjection{
                    "allow", "has \"" + word + "\"; accepted are " + kAcceptedServices};
            }
        }
        return std::nullopt;
    }

    std::unique_ptr<Middlebox> Make(const MiddleboxPlace& place, const OwnKeys& keys) const override
    {
        const auto& own = static_cast<const PacketFilterKeys&>(keys);
        return std::make_unique<PacketFilter>(place.address, own);
    }
};

const MiddleboxKindRegistration kPacketFilter{std::make_unique<PacketFilterKind>()};

} // namespace

} // namespace ns3::vnlab
