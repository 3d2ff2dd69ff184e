// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_QUEUE_H
#define VNLAB_LINK_QUEUE_H

#include "model/substrate/fabric-frame.h"

#include <optional>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief What waits for a link, and which of it is sent next.
 *
 * Only for links where that is not the order of arrival: FabricLink's own FIFO takes no event and
 * holds no frames.
 */
class LinkQueue
{
  public:
    virtual ~LinkQueue() = default;

    /// Takes a frame. @return the frame that has no room: this one, or one that it displaces
    virtual std::optional<FabricFrame> Push(FabricFrame frame) = 0;

    /// @return what is sent next, which is taken out; nothing where nothing waits
    virtual std::optional<FabricFrame> Pop() = 0;

    virtual bool IsEmpty() const = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_LINK_QUEUE_H
