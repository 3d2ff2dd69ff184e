// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FIRST_DEPLOYMENT_H
#define VNLAB_FIRST_DEPLOYMENT_H

#include "model/control/control-plane.h"
#include "model/drop-log.h"

#include "ns3/event-id.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace ns3::vnlab
{

/**
 * @brief Watches whether the first deployment comes to an end, and stops the simulator where it does
 * not: where for an hour segments were sent again and none was acknowledged, or after 60 days.
 */
class FirstDeployment
{
  public:
    /// Watches from now on. @param plane,drops outlive the simulation
    FirstDeployment(const ControlPlane& plane, DropLog& drops);
    ~FirstDeployment();
    FirstDeployment(const FirstDeployment&) = delete;
    FirstDeployment& operator=(const FirstDeployment&) = delete;

    /// It has come to its end.
    void End();

    /// @return why it has not, with what most of the control segments that were lost were dropped for
    std::string WhyNot() const;

  private:
    /// Control segments by the reason for which they were dropped.
    struct Losses
    {
        bool isOver{false};
        std::array<uint64_t, VNLAB_DROP_REASON_COUNT> byReason{};
    };

    void Look();

    const ControlPlane& m_plane;
    std::shared_ptr<Losses> m_losses; // the log keeps its observers
    TcpTraffic m_before;
    bool m_isStuck{false};
    EventId m_next;
};

} // namespace ns3::vnlab

#endif // VNLAB_FIRST_DEPLOYMENT_H
