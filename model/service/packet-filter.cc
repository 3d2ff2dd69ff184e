// SPDX-License-Identifier: GPL-2.0-only
//
// firewall: a VM that lets pass, in both directions, what its list of services names, and no packet more.

#include "model/service/packet-filter.h"

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
}

namespace
{

/// Without state: a service's port may be a packet's destination or, on the way back, its source.
class PacketFilter : public Middlebox
{
  public:
    PacketFilter(uint32_t address, std::vector<Service> allowed)
        : m_address(address),
          m_allowed(std::move(allowed))
    {
    }

    Passage Take(Ptr<Packet>&, FrameFields& fields, Time) override
    {
        if (fields.destination == m_address)
        {
            return Passage::kOwn;
        }
        const bool passes = Permits(m_allowed, {fields.protocol, fields.destinationPort}) ||
                            Permits(m_allowed, {fields.protocol, fields.sourcePort});
        m_refused += passes ? 0 : 1;
        return passes ? Passage::kOn : Passage::kRefused;
    }

    std::map<std::string, uint64_t> Counts() const override
    {
        return {{"refused", m_refused}};
    }

  private:
    uint32_t m_address;
    std::vector<Service> m_allowed;
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
        return "lets listed services pass, by protocol and port, without state";
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
        return std::make_unique<PacketFilter>(place.address, ServicesIn(own.allow));
    }
};

const MiddleboxKindRegistration kPacketFilter{std::make_unique<PacketFilterKind>()};

} // namespace

} // namespace ns3::vnlab
