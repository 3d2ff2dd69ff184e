// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DISRUPTION_METER_H
#define VNLAB_DISRUPTION_METER_H

#include "model/traffic/traffic-monitor.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Counts the guests' packets that were lost, misdelivered or reordered while a change was
 * being watched, each once however many changes there were.
 */
class DisruptionMeter
{
  public:
    /// @param traffic outlives the meter
    explicit DisruptionMeter(const TrafficMonitor& traffic);

    /// A change is watched from now on, for so long. Called in the order of time.
    void Watch(Time duration);

    /// @return the packets, at the end of the run
    uint64_t Count() const;

  private:
    struct Window
    {
        Time from;
        Time to;
        uint64_t disorderBefore;
        uint64_t disorderAfter;
    };

    void Close();
    uint64_t Disorder() const;

    const TrafficMonitor& m_traffic;
    std::vector<Window> m_windows; ///< apart from each other, rising
};

} // namespace ns3::vnlab

#endif // VNLAB_DISRUPTION_METER_H
