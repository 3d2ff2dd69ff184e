// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DROP_LOG_H
#define VNLAB_DROP_LOG_H

#include "model/hook/bpf/drop-reason.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Why a packet was dropped; the constants are in model/hook/bpf/drop-reason.h.
using DropReason = vnlab_drop_reason;

/// A reason in words.
struct DropReasonRow
{
    DropReason reason;
    std::string_view name;  ///< as tables show it, such as "not-whitelisted"
    std::string_view where; ///< what drops packets for it
    std::string_view why;   ///< "" where the name says it
};

#define VNLAB_DROP_ROW(constant, name, where, why) {constant, name, where, why},
/// All reasons, in the order of tables.
inline constexpr DropReasonRow kDropReasons[] = {VNLAB_DROP_REASONS(VNLAB_DROP_ROW)};
#undef VNLAB_DROP_ROW

/// @return the reason's name
constexpr std::string_view
ToString(DropReason reason)
{
    return kDropReasons[reason].name;
}

/**
 * @brief Counts every packet that the module drops, each under exactly one reason.
 *
 * One per run; whoever can drop holds a reference. Observers, any number, see each dropped packet.
 */
class DropLog
{
  public:
    /// Called with the reason and the packet as it was where it was dropped.
    using Observer = std::function<void(DropReason, const Ptr<const Packet>&)>;

    void Count(DropReason reason, const Ptr<const Packet>& packet)
    {
        ++m_counts[reason];
        for (const Observer& observer : m_observers)
        {
            observer(reason, packet);
        }
    }

    uint64_t Count(DropReason reason) const
    {
        return m_counts[reason];
    }

    void AddObserver(Observer observer)
    {
        m_observers.push_back(std::move(observer));
    }

  private:
    std::array<uint64_t, VNLAB_DROP_REASON_COUNT> m_counts{};
    std::vector<Observer> m_observers;
};

} // namespace ns3::vnlab

#endif // VNLAB_DROP_LOG_H
