// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_WORLD_H
#define VNLAB_TEST_VTEP_WORLD_H

#include "model/substrate/address-plan.h"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

using Bytes = std::vector<uint8_t>;

/**
 * The network that is built twice, of Linux's devices and of ours: three hosts at one leaf, six VMs
 * in two segments. The second segment's VMs have addresses that the first one's have too.
 */
constexpr uint32_t kHosts = 3;
constexpr std::array<Vni, 2> kSegments{Vni{0x123456}, Vni{5000}};

/// How remote addresses become known.
enum class Mode
{
    kLearn,  ///< flood lists, and learning from what comes in: design `vxlan-learn`
    kStatic, ///< FDB and ARP entries, no flood lists, no learning: design `vxlan`
};

constexpr const char*
ToString(Mode mode)
{
    return mode == Mode::kLearn ? "flood-and-learn" : "static FDB";
}

struct TestVm
{
    uint32_t host;
    uint32_t segment; ///< index into kSegments
    MacBytes mac;
    uint32_t address; ///< IPv4, host byte order
};

/// By number of the VM, which is its vNIC's too.
constexpr std::array<TestVm, 6> kVms{{
    {0, 0, address_plan::VnicMac({0}), 0x0a000001},
    {0, 0, address_plan::VnicMac({1}), 0x0a000002},
    {1, 0, address_plan::VnicMac({2}), 0x0a000003},
    {2, 0, address_plan::VnicMac({3}), 0x0a000004},
    {0, 1, address_plan::VnicMac({0}), 0x0a000001},
    {1, 1, address_plan::VnicMac({2}), 0x0a000003},
}};

/// Where frames are put in and seen.
struct Place
{
    enum class Kind
    {
        kVm,     ///< the guest's end of a vNIC; seen: what the guest receives
        kUplink, ///< the card of a host; seen: what it sends and receives
    };

    Kind kind;
    uint32_t index; ///< of the VM or the host
    auto operator<=>(const Place&) const = default;
};

inline std::string
ToString(const Place& place)
{
    return (place.kind == Place::Kind::kVm ? "VM " : "uplink of host ") +
           std::to_string(place.index);
}

struct Sighting
{
    Place place;
    Bytes frame;
};

/// What was seen of one input, in the order of each place.
using Sightings = std::vector<Sighting>;

/// Frames that are put in one after the other at one place.
struct Input
{
    std::string kind; ///< row of the result's table
    Place at;
    std::vector<Bytes> frames;
    bool isSimpler{false}; ///< the model deliberately drops the frame, which Linux may carry
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_WORLD_H
