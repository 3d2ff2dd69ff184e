// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ENCAPSULATION_H
#define VNLAB_ENCAPSULATION_H

#include "model/ids.h"
#include "model/key/registry.h"
#include "model/mac-bytes.h"
#include "model/substrate/fabric-frame.h"
#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// Between whom a VTEP's frame travels on the underlay. IPv4 in host byte order.
struct TunnelEnds
{
    MacBytes sourceMac;
    MacBytes nextHopMac;
    uint32_t local;
    uint32_t remote;
};

/**
 * @brief A tunnel format: how a VTEP puts a tenant's Ethernet frame into a packet of the underlay,
 * and takes it out again.
 *
 * Knows bytes and nothing else: where a frame goes and what becomes of a refused one, the Vtep
 * decides. Stateless: one object serves all VTEPs of all runs.
 *
 * To add one, write a file with a subclass and an EncapsulationRegistration; variants of every design
 * with a choice of formats then name it.
 */
class Encapsulation
{
  public:
    virtual ~Encapsulation() = default;

    /// @return the format's name, such as "vxlan"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return bytes that Encapsulate() adds to a frame, the outer Ethernet header included
    virtual uint16_t Overhead() const = 0;

    /// @return whether a packet of the underlay is one of this format's. @param outer its fields
    virtual bool Matches(const FrameFields& outer) const = 0;

    /**
     * @brief Puts the outer headers on.
     * @param inner an Ethernet frame; becomes part of the result. One that does not fit into an
     *        IPv4 packet with them stops the program
     * @param fields of the inner frame
     * @param vni the segment, 24 bits
     * @param identification of the outer IPv4 header
     */
    virtual FabricFrame Encapsulate(Ptr<Packet> inner,
                                    const FrameFields& fields,
                                    const TunnelEnds& ends,
                                    Vni vni,
                                    uint16_t identification) const = 0;

    /**
     * @brief Takes the outer headers off.
     * @param frame a whole Ethernet frame that Matches(), its UDP checksum verified; becomes the
     *        inner frame
     * @param outer its fields
     * @return the segment; nothing, with the frame unchanged, where the tunnel's header is truncated
     *         or has to be refused
     */
    virtual std::optional<Vni> Decapsulate(const Ptr<Packet>& frame,
                                           const FrameFields& outer) const = 0;
};

/// Makes a tunnel format known by its name: one static object in its file.
using EncapsulationRegistration = Registration<Encapsulation>;

/// @return the tunnel format, or nullptr
const Encapsulation* FindEncapsulation(std::string_view name);

/// @return all tunnel formats, by name
std::vector<const Encapsulation*> AllEncapsulations();

} // namespace ns3::vnlab

#endif // VNLAB_ENCAPSULATION_H
