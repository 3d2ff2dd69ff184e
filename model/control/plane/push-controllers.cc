// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/push-controllers.h"

#include "ns3/abort.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

PushControllers::PushControllers(std::vector<PushController> all)
    : m_all(std::move(all)),
      m_isDown(m_all.size())
{
    NS_ABORT_MSG_IF(m_all.empty(), "there must be a controller");
}

uint32_t
PushControllers::Count() const
{
    return static_cast<uint32_t>(m_all.size());
}

const PushController&
PushControllers::At(uint32_t controller) const
{
    return m_all[controller];
}

uint32_t
PushControllers::Coordinator() const
{
    return m_coordinator;
}

bool
PushControllers::IsDown(uint32_t controller) const
{
    return m_isDown[controller];
}

std::optional<uint32_t>
PushControllers::MasterOf(uint32_t domain) const
{
    for (uint32_t step = 0; step < Count(); ++step)
    {
        const uint32_t controller = (domain % Count() + step) % Count();
        if (!m_isDown[controller])
        {
            return controller;
        }
    }
    return std::nullopt;
}

std::optional<uint32_t>
PushControllers::WithAddress(uint32_t address) const
{
    const auto found =
        std::ranges::find(m_all, address, [](const PushController& it) { return it.end.address; });
    return found == m_all.end() ? std::nullopt
                                : std::optional(static_cast<uint32_t>(found - m_all.begin()));
}

std::optional<uint32_t>
PushControllers::On(ServerId server) const
{
    const auto found = std::ranges::find(m_all, server, &PushController::server);
    return found == m_all.end() ? std::nullopt
                                : std::optional(static_cast<uint32_t>(found - m_all.begin()));
}

void
PushControllers::SetDown(uint32_t controller, bool isDown)
{
    m_isDown[controller] = isDown;
    m_coordinator =
        m_isDown[m_coordinator] ? MasterOf(m_coordinator).value_or(m_coordinator) : m_coordinator;
}

} // namespace ns3::vnlab
