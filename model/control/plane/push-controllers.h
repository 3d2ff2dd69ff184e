// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PUSH_CONTROLLERS_H
#define VNLAB_PUSH_CONTROLLERS_H

#include "model/control/control-end.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// A controller of `push`: a server and its ends.
struct PushController
{
    ServerId server;
    ServerCpu* cpu;  ///< outlives the controller
    ControlEnd end;  ///< of channels to agents
    ControlEnd peer; ///< of channels to other controllers
};

/**
 * @brief Controllers that share the places, domain by domain, in a fixed order.
 *
 * Domain d is that of controller d modulo their number or, as long as that has failed, of the next one
 * that has not. One of them coordinates: it takes what is submitted. It does until it fails; the next one
 * then.
 */
class PushControllers
{
  public:
    /// @param all at least one, the first of which coordinates at first
    explicit PushControllers(std::vector<PushController> all);

    uint32_t Count() const;
    const PushController& At(uint32_t controller) const;
    uint32_t Coordinator() const;
    bool IsDown(uint32_t controller) const;

    /// @return the controller that has a domain; nothing: all have failed
    std::optional<uint32_t> MasterOf(uint32_t domain) const;

    /// @return the controller with an address, or on a server
    std::optional<uint32_t> WithAddress(uint32_t address) const;
    std::optional<uint32_t> On(ServerId server) const;

    /// Somebody has found that a controller has failed, or works again.
    void SetDown(uint32_t controller, bool isDown);

  private:
    std::vector<PushController> m_all;
    std::vector<bool> m_isDown;
    uint32_t m_coordinator{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_PUSH_CONTROLLERS_H
