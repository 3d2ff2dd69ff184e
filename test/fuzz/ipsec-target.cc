// SPDX-License-Identifier: GPL-2.0-only
// What a VM's IPsec takes from the wire and from a peer who has the key: frames as they come, and sealed
// contents of any kind. An input is a frame as in fuzz-frame.h, the number of a protocol, and what was sealed.
#include "model/dataplane/esp-packet.h"
#include "model/dataplane/ipsec-stack.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"
#include "test/dataplane/cloud.h"
#include "test/fuzz/fuzz-frame.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

constexpr uint32_t kSpi = 256;
constexpr uint32_t kOwn = 0x64400001; ///< provider's address
constexpr size_t kMostPayload = 9000;

/// Lets a packet in from one peer, by one association.
void
WriteDatabases(IpsecStack& ipsec, const EspKey& key)
{
    const PolicyKey from{test::kB, 0};
    const PolicyKey to{0, test::kB};
    const InboundPolicyValue in{kSpi};
    const OutboundPolicyValue out{kOwn + 1, kSpi};
    const InboundAssociationKey opening{kSpi};
    const OutboundAssociationKey sealing{kOwn + 1, kSpi};
    const AssociationValue material{key};
    ipsec.Write(kInboundPolicyTable, PlainBytes(from), PlainBytes(in));
    ipsec.Write(kOutboundPolicyTable, PlainBytes(to), PlainBytes(out));
    ipsec.Write(kInboundAssociationTable, PlainBytes(opening), PlainBytes(material));
    ipsec.Write(kOutboundAssociationTable, PlainBytes(sealing), PlainBytes(material));
}

/// @return a packet of ESP, as a peer sends it
Ptr<Packet>
SealedFrame(const std::vector<uint8_t>& payload, uint8_t nextHeader, const EspKey& key)
{
    std::vector<uint8_t> frame(kEthernetIpv4Size + EspSize(payload.size()));
    const std::span esp = std::span(frame).subspan(kEthernetIpv4Size);
    std::ranges::copy(payload, esp.begin() + kEspClear);
    SealEsp(esp, payload.size(), {kSpi, 1, 1, nextHeader}, key);
    const OuterIpv4 outer{
        .source = kOwn + 1, .destination = kOwn, .protocol = ipproto::kEsp, .l4Length = esp.size()};
    fuzz::Require(WriteEthernetIpv4(frame, outer) == kEthernetIpv4Size, "it fits");
    return fuzz::AsPacket(frame);
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    DropLog drops;
    const Ptr<VnicDevice> device = CreateObject<VnicDevice>();
    device->Configure(VnicId{0}, ToMac48(test::kMacA), kOwn, drops);
    device->SetGuestAddress(test::kA);
    const EspKey key{};
    IpsecStack ipsec(EspMode::kTunnel);
    WriteDatabases(ipsec, key);

    const Ptr<Packet> frame = fuzz::AsPacket(fuzz::TakeFrame(input));
    ipsec.Enter(*device, frame->Copy());
    ipsec.Leave(*device, frame);

    const auto nextHeader = input.Take<uint8_t>();
    const std::vector<uint8_t> payload = input.Bytes(kMostPayload);
    const Ptr<Packet> sealed = SealedFrame(payload, nextHeader, key);
    if (!ipsec.Enter(*device, sealed))
    {
        const auto fields = FieldsOf(sealed);
        fuzz::Require(nextHeader == ipproto::kIpip && fields && fields->isIpv4 &&
                          fields->source == test::kB,
                      "what comes in is a packet of the peer");
    }
    return 0;
}
