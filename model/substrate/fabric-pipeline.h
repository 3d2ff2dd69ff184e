// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FABRIC_PIPELINE_H
#define VNLAB_FABRIC_PIPELINE_H

#include "model/drop-log.h"
#include "model/substrate/fabric-frame.h"
#include "model/substrate/topology.h"

#include <optional>
#include <span>
#include <variant>

namespace ns3::vnlab
{

/// To the control processor of the switch itself.
struct ToProcessor
{
};

/// A copy on each link of a list; on none: the pipeline has kept the frame.
struct Flood
{
    std::span<const LinkId> links; ///< the pipeline's, which keeps them
    std::optional<LinkId> except;  ///< not on this one: the way back
};

/// What a switch does with a frame: sends it on one link, floods it, keeps it or drops it.
using Forwarding = std::variant<LinkId, Flood, ToProcessor, DropReason>;

/**
 * @ingroup vnlab
 * @brief A data plane of the fabric: what its switches do with frames.
 *
 * One object for all switches of a fabric, which asks it at every hop: state of a switch is the
 * pipeline's own, and links, queues and taps are the fabric's.
 */
class FabricPipeline
{
  public:
    virtual ~FabricPipeline() = default;

    /**
     * @param at a switch
     * @param in the link that the frame came on; nothing where the switch's processor made it
     * @param frame may be changed in what it counts, such as hops; its packet is not
     */
    virtual Forwarding Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame) = 0;

    /// @return what Forward() would say now, without anything coming of it but in the frame; nothing, by
    ///         default: that cannot be said
    virtual std::optional<Forwarding> Foretell(NodeRef /*at*/,
                                               std::optional<LinkId> /*in*/,
                                               FabricFrame& /*frame*/)
    {
        return std::nullopt;
    }

    /// @return a copy of the frame as it is on the link between two neighbours
    virtual Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const = 0;

    /// The switches learn that one direction of a link has failed, or works again. By default they do as
    /// before.
    virtual void LearnFailure(LinkId /*link*/, bool /*failed*/)
    {
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_FABRIC_PIPELINE_H
