// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MONITOR_HELPER_H
#define VNLAB_MONITOR_HELPER_H

#include "model/monitor/monitor.h"

#include "ns3/nstime.h"

#include <memory>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Puts monitors into a deployment and owns them; it lives as long as the simulation.
 */
class MonitorHelper
{
  public:
    /// @param cloud outlives the helper
    /// @param drops of the substrate that the cloud runs on
    MonitorHelper(Deployment& cloud, DropLog& drops);

    /**
     * @brief Schedules a monitor.
     * @param kind name of a MonitorKind
     * @param start from when on it watches
     * @param keys of that kind; nullptr: its defaults
     * @return the monitor, the helper's
     * @throws std::invalid_argument where there is no such kind, with those that there are, or no VM
     *         that a key names
     */
    const Monitor& Install(std::string_view kind, Time start, const OwnKeys* keys = nullptr);

    /// @return all monitors, in the order of Install
    const std::vector<std::unique_ptr<Monitor>>& Monitors() const;

  private:
    Deployment& m_cloud;
    DropLog& m_drops;
    std::vector<std::unique_ptr<Monitor>> m_monitors;
};

} // namespace ns3::vnlab

#endif // VNLAB_MONITOR_HELPER_H
