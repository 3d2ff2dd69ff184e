// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STRICT_PRIORITY_QUEUE_H
#define VNLAB_STRICT_PRIORITY_QUEUE_H

#include "model/substrate/link-queue.h"

#include <array>
#include <cstdint>
#include <deque>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Eight FIFOs, of which the highest that is not empty is served (IEEE 802.1Q §8.6.8.1).
 *
 * A frame's class is its class selector, the upper three bits of its DSCP (RFC 2474 §4.2.2), so CS6
 * goes before EF (class 5), AF41 (4) and best effort (0). A frame on the wire is not interrupted.
 */
class StrictPriorityQueue : public LinkQueue
{
  public:
    /// @param classBytes how much may wait in each class, wire overhead included
    explicit StrictPriorityQueue(uint64_t classBytes);

    std::optional<FabricFrame> Push(FabricFrame frame) override;
    std::optional<FabricFrame> Pop() override;
    bool IsEmpty() const override;

  private:
    struct Class
    {
        std::deque<FabricFrame> frames;
        uint64_t bytes{0};
    };

    uint64_t m_classBytes;
    std::array<Class, 8> m_classes;
};

} // namespace ns3::vnlab

#endif // VNLAB_STRICT_PRIORITY_QUEUE_H
