// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_SEGMENT_CAPTURE_H
#define VNLAB_TEST_SEGMENT_CAPTURE_H

#include "model/ip/tcp-segment.h"
#include "test/support/temporary-folder.h"
#include "test/support/tshark.h"

#include "ns3/pcap-file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// @return what tshark reads in messages, each in a segment of its own of one connection
/// @param port of TCP, by which the dissector knows the protocol
inline std::vector<nlohmann::json>
DissectSegments(const std::vector<std::vector<uint8_t>>& messages, uint16_t port)
{
    static const TemporaryFolder folder;
    const std::string path = folder / "segments.pcap";
    PcapFile file;
    file.Open(path, std::ios::out);
    file.Init(1);
    TcpSegment segment;
    segment.source = 0xc0000201; // RFC 5737
    segment.destination = 0xc00002fe;
    segment.sourcePort = 40'000;
    segment.destinationPort = port;
    segment.ack = true;
    segment.acknowledgement = 1;
    segment.sequence = 1;
    uint32_t second = 0;
    for (const std::vector<uint8_t>& message : messages)
    {
        const auto size = static_cast<uint32_t>(message.size());
        segment.payload = Create<Packet>(message.data(), size);
        file.Write(second++, 0, MakeFrame(segment));
        segment.sequence += size;
    }
    file.Close();
    return Dissect(path);
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_SEGMENT_CAPTURE_H
