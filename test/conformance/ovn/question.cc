// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/ovn/question.h"

#include "model/ip/tcp-segment.h"
#include "model/ip/udp-frame.h"
#include "model/rule/rule-names.h"
#include "model/spec/ipv4-prefix.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/protocol-numbers.h"

#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr size_t kIpv4 = 14;
constexpr size_t kL4 = kIpv4 + 20;

void
Write16(std::vector<uint8_t>& bytes, size_t at, uint16_t value)
{
    bytes[at] = static_cast<uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<uint8_t>(value);
}

/// A datagram's frame made one of ICMP: eight bytes of header, too.
Ptr<Packet>
AsEcho(const Ptr<const Packet>& datagram, bool isReply)
{
    std::vector<uint8_t> bytes(datagram->GetSize());
    datagram->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    bytes[kIpv4 + 9] = ipproto::kIcmp;
    Write16(bytes, kIpv4 + 10, 0);
    Write16(bytes, kIpv4 + 10, ChecksumOf({&bytes[kIpv4], kL4 - kIpv4}));
    bytes[kL4] = isReply ? 0 : 8;
    bytes[kL4 + 1] = 0;
    Write16(bytes, kL4 + 2, 0);
    Write16(bytes, kL4 + 4, 7); // identifier
    Write16(bytes, kL4 + 6, 1);
    Write16(bytes, kL4 + 2, ChecksumOf({&bytes[kL4], bytes.size() - kL4}));
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

} // namespace

Question
Question::Answer() const
{
    return {.from = to,
            .to = from,
            .protocol = protocol,
            .sourcePort = destinationPort,
            .destinationPort = sourcePort,
            .nameIp = to,
            .nameMac = to,
            .isAnswer = true};
}

Ptr<const Packet>
FrameOf(const Question& question, const CloudPlan& plan)
{
    const VnicPlan& to = plan.At(question.to);
    if (question.protocol == ipproto::kTcp)
    {
        return MakeFrame({.sourceMac = plan.At(question.nameMac).mac,
                          .destinationMac = to.mac,
                          .source = plan.At(question.nameIp).address,
                          .destination = to.address,
                          .sourcePort = question.sourcePort,
                          .destinationPort = question.destinationPort,
                          .syn = true,
                          .ack = question.isAnswer,
                          .payload = Create<Packet>()});
    }
    const Ptr<Packet> datagram = MakeUdpFrame({.sourceMac = plan.At(question.nameMac).mac,
                                               .nextHopMac = to.mac,
                                               .source = plan.At(question.nameIp).address,
                                               .destination = to.address,
                                               .sourcePort = question.sourcePort,
                                               .destinationPort = question.destinationPort},
                                              Create<Packet>(8));
    return question.protocol == ipproto::kIcmp ? AsEcho(datagram, question.isAnswer) : datagram;
}

std::string
MicroflowOf(const Question& question, const CloudPlan& plan)
{
    const VnicPlan& to = plan.At(question.to);
    const std::string ports = ".src == " + std::to_string(question.sourcePort);
    const std::string portd = ".dst == " + std::to_string(question.destinationPort);
    std::string l4;
    switch (question.protocol)
    {
    case ipproto::kTcp:
        l4 = "tcp" + ports + " && tcp" + portd;
        break;
    case ipproto::kUdp:
        l4 = "udp" + ports + " && udp" + portd;
        break;
    default:
        l4 =
            std::string("icmp4.type == ") + (question.isAnswer ? "0" : "8") + " && icmp4.code == 0";
    }
    return "inport == \"" + PortName(question.from) +
           "\" && eth.src == " + MacText(plan.At(question.nameMac).mac) +
           " && eth.dst == " + MacText(to.mac) +
           " && ip4.src == " + FormatIpv4(plan.At(question.nameIp).address) +
           " && ip4.dst == " + FormatIpv4(to.address) + " && ip.ttl == 64 && " + l4;
}

std::string
PortName(VnicId vnic)
{
    return "p" + std::to_string(vnic.value);
}

} // namespace ns3::vnlab::test
