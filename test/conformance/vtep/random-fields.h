// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_RANDOM_FIELDS_H
#define VNLAB_TEST_VTEP_RANDOM_FIELDS_H

#include "test/conformance/vtep/frame-builder.h"
#include "test/conformance/vtep/world.h"

#include <cstdint>
#include <functional>
#include <random>

namespace ns3::vnlab::test
{

/// What a VM chooses at random: the same from one seed on every machine.
class RandomFields
{
  public:
    explicit RandomFields(uint64_t seed);

    /// @return 0 to count - 1
    uint32_t Below(uint32_t count);

    /// @return from `least` to `most`, both included
    uint32_t Between(uint32_t least, uint32_t most);

    bool Chance(uint32_t percent);
    Bytes SomeBytes(size_t size);

    /// @return the number of a VM for which the condition holds. @pre there is one
    uint32_t VmWhere(const std::function<bool(const TestVm&)>& condition);

    /// @return a VM of another host in the segment of a VM that is not `vm` itself
    uint32_t RemotePeer(uint32_t vm);

    /// @return an Ethernet address that is no VM's, from a small set: some are learned meanwhile
    MacBytes StrangeMac();

    /// @return a header with random TOS, TTL, identification and protocol, DF clear
    Ipv4Header Ipv4Between(const TestVm& from, const TestVm& to);
    Ipv6Header Ipv6Between(const TestVm& from, const TestVm& to);

    /// @return a payload that makes an IPv4 packet without options of this many bytes; it begins
    ///         with an ICMP echo where that is its protocol
    Bytes Ipv4Payload(const Ipv4Header& header, uint32_t packetBytes);

    /// @return bytes of an IP packet that fits the tunnel
    uint32_t FittingSize();

    /// @return bytes of an IP packet that does not
    uint32_t ExceedingSize();

  private:
    std::mt19937_64 m_engine;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_RANDOM_FIELDS_H
