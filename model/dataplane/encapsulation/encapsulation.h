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

/// What a tunnel's header says of the frame inside.
struct TunnelLabel
{
    Vni vni;
    uint16_t policy; ///< number for who sent it, where the format has room; 0: none

    TunnelLabel(Vni segment, uint16_t sender = 0)
        : vni(segment),
          policy(sender)
    {
    }

    bool operator==(const TunnelLabel&) const = default;
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

    /// @return whether its header has room for TunnelLabel::policy; false by default: it is lost
    virtual bool CarriesPolicy() const
    {
        return false;
    }

    /// @return whether a packet of the underlay is one of this format's. @param outer its fields
    virtual bool Matches(const FrameFields& outer) const = 0;

    /**
     * @brief Puts the outer headers on.
     * @param inner an Ethernet frame; becomes part of the result. One that does not fit into an
     *        IPv4 packet with them stops the program
     * @param fields of the inner frame
     * @param label of 24 bits of VNI
     * @param identification of the outer IPv4 header
     */
    virtual FabricFrame Encapsulate(Ptr<Packet> inner,
                                    const FrameFields& fields,
                                    const TunnelEnds& ends,
                                    const TunnelLabel& label,
                                    uint16_t identification) const = 0;

    /**
     * @brief Takes the outer headers off.
     * @param frame a whole Ethernet frame that Matches(), its UDP checksum verified; becomes the
     *        inner frame
     * @param outer its fields
     * @return what the header says; nothing, with the frame unchanged, where the tunnel's header is truncated
     *         or has to be refused
     */
    virtual std::optional<TunnelLabel> Decapsulate(const Ptr<Packet>& frame,
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
