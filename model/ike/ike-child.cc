// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-child.h"

namespace ns3::vnlab::ike
{

Bytes
Draw(const Random& random, size_t size)
{
    Bytes bytes(size);
    random(bytes);
    return bytes;
}

uint32_t
DrawEspSpi(const Random& random)
{
    constexpr uint32_t firstSpi = 256; // RFC 4303 §2.1
    uint32_t spi = 0;
    while (spi < firstSpi)
    {
        const Bytes drawn = Draw(random, 4);
        spi = ByteReader(drawn).U32();
    }
    return spi;
}

void
AddSelectors(PayloadChain& to)
{
    const Bytes everything = BodyOf(std::vector{Selector{}});
    to.Add(payload::kTsInitiator, everything).Add(payload::kTsResponder, everything);
}

std::optional<uint32_t>
OfferedChild(const Payload* sa, uint8_t& number)
{
    const auto proposals = sa ? ReadProposals(sa->body) : std::nullopt;
    const Proposal* chosen = proposals ? Acceptable(*proposals, EspProposal(0)) : nullptr;
    if (!chosen)
    {
        return std::nullopt;
    }
    number = chosen->number;
    return EspSpiOf(*chosen);
}

ChildSa
ChildOf(const ChildKeys& keys, bool hasAsked, uint32_t opensSpi, uint32_t sealsSpi)
{
    return {.opensSpi = opensSpi,
            .sealsSpi = sealsSpi,
            .opens = hasAsked ? keys.responderSeals : keys.initiatorSeals,
            .seals = hasAsked ? keys.initiatorSeals : keys.responderSeals};
}

uint16_t
ErrorIn(const std::vector<Payload>& payloads)
{
    for (const Payload& one : payloads)
    {
        const auto notified = one.type == payload::kNotify ? ReadNotify(one.body) : std::nullopt;
        if (notified && notified->type < notify::kFirstStatus)
        {
            return notified->type;
        }
    }
    return 0;
}

} // namespace ns3::vnlab::ike
