// SPDX-License-Identifier: GPL-2.0-only
// Ethernet frames: what is read of them, what answers them, fragments. A frame is a byte of Checksums, a
// length and its bytes.
#include "model/ip/icmp-error.h"
#include "model/ip/ipv4-fragments.h"
#include "model/ip/ipv4-reassembler.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/ip/tcp-segment.h"
#include "model/wire/arp-frame.h"
#include "test/fuzz/fuzz-frame.h"

#include "ns3/simulator.h"

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

void
AnswerFrame(const Ptr<Packet>& frame, const FrameFields& fields)
{
    FlowHash(fields);
    if (fields.isArp)
    {
        fuzz::Require(FieldsOf(MakeArpReply(fields, fields.targetMac))->isArp,
                      "ARP answers are ARP");
    }
    if (fields.isIpv4)
    {
        IsValidL4(frame, fields);
        MakeIcmpError({}, frame, fields);
    }
    if (const auto segment = ReadSegment(frame))
    {
        fuzz::Require(ReadSegment(MakeFrame(*segment)).has_value(), "segments read back");
    }
}

std::vector<uint8_t>
PayloadOf(const Ptr<const Packet>& frame, const FrameFields& fields)
{
    const std::vector<uint8_t> bytes = fuzz::AsBytes(frame);
    return {bytes.begin() + fields.l4Offset, bytes.end()};
}

/// What is cut is put together as it was.
void
CutAndJoin(const Ptr<Packet>& frame, const FrameFields& fields)
{
    DropLog drops;
    Ipv4Reassembler reassembler(drops);
    std::optional<Reassembled> whole;
    for (const Ptr<Packet>& part : FragmentIpv4(frame, fields, 68))
    {
        whole = reassembler.Add(part, *FieldsOf(part));
    }
    fuzz::Require(whole && PayloadOf(whole->frame, whole->fields) == PayloadOf(frame, fields),
                  "fragments are put together as the packet was");
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    while (!input.AtEnd())
    {
        const Ptr<Packet> frame = fuzz::AsPacket(fuzz::TakeFrame(input));
        if (const auto fields = FieldsOf(frame))
        {
            AnswerFrame(frame, *fields);
        }
        const auto checked = CheckedFieldsOf(frame);
        if (!checked || !checked->isIpv4)
        {
            continue;
        }
        TrimToIpv4(frame, *checked);
        if (!IsFragment(*checked))
        {
            CutAndJoin(frame, *checked);
        }
    }
    Simulator::Destroy();
    return 0;
}
