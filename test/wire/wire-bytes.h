// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_WIRE_BYTES_H
#define VNLAB_TEST_WIRE_BYTES_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

using Bytes = std::vector<uint8_t>;

inline Ptr<Packet>
PacketOf(const Bytes& bytes)
{
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

inline Bytes
BytesOf(Ptr<const Packet> packet)
{
    Bytes bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

/// @return the bytes of a header alone
template <class H>
Bytes
Serialized(const H& header)
{
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(header);
    return BytesOf(packet);
}

/// @return what a header or trailer prints of itself
template <class T>
std::string
Printed(const T& chunk)
{
    std::ostringstream out;
    chunk.Print(out);
    return out.str();
}

/// @return the header that the bytes begin with; fails the test where they do not
template <class H>
H
Parsed(const Bytes& bytes)
{
    H header;
    EXPECT_GT(PacketOf(bytes)->PeekHeader(header), 0u);
    return header;
}

/// Expects that these bytes are refused, and leave packet and header as they were.
template <class H>
void
ExpectRejected(const Bytes& bytes)
{
    H header;
    Ptr<Packet> packet = PacketOf(bytes);
    EXPECT_EQ(packet->RemoveHeader(header), 0u);
    EXPECT_EQ(packet->GetSize(), bytes.size());
    EXPECT_EQ(Serialized(header), Serialized(H()));
}

/// Expects that the header's bytes are refused when cut anywhere.
template <class H>
void
ExpectTruncationsRejected(const H& header)
{
    const Bytes whole = Serialized(header);
    for (size_t size = 0; size < whole.size(); ++size)
    {
        ExpectRejected<H>(Bytes(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size)));
    }
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_WIRE_BYTES_H
