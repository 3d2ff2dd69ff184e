// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HELD_FRAMES_H
#define VNLAB_HELD_FRAMES_H

#include "model/ids.h"
#include "model/rule/rule.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A frame that waits.
struct HeldFrame
{
    VnicId of; ///< that has sent it, or whose it is to be
    Ptr<Packet> frame;
    bool isFromUplink{false}; ///< it is for the vNIC
};

/// Frames that wait for entries of a place, as those of a resolution in Linux's neighbour table do: in
/// order, and not too many.
class HeldFrames
{
  public:
    /// @param most frames for one entry
    explicit HeldFrames(size_t most)
        : m_most(most)
    {
    }

    /// @return false where there is no room for it
    bool Hold(const RuleKey& entry, HeldFrame frame)
    {
        if (m_most == 0)
        {
            return false;
        }
        std::vector<HeldFrame>& held = m_held[entry];
        if (held.size() == m_most)
        {
            return false;
        }
        held.push_back(std::move(frame));
        return true;
    }

    /// @return the frames that waited for an entry, in order, and do no longer
    std::vector<HeldFrame> Take(const RuleKey& entry)
    {
        auto node = m_held.extract(entry);
        return node ? std::move(node.mapped()) : std::vector<HeldFrame>{};
    }

    void Clear()
    {
        m_held.clear();
    }

  private:
    size_t m_most;
    std::map<RuleKey, std::vector<HeldFrame>> m_held;
};

} // namespace ns3::vnlab

#endif // VNLAB_HELD_FRAMES_H
