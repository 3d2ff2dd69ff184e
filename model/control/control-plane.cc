// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-plane.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

void
ControlPlane::Register(const std::vector<EnforcementPoint>&, PendingRules&, Done done)
{
    Simulator::ScheduleNow([done = std::move(done)] { done(0); });
}

void
ControlPlane::MoveAgent(EnforcementPoint, uint32_t)
{
}

void
ControlPlane::OpenAgent(EnforcementPoint)
{
}

void
ControlPlane::BreakAgent(EnforcementPoint)
{
}

void
ControlPlane::SetServerDown(ServerId, bool)
{
}

void
ControlPlane::ReceivePacket(uint32_t, const Ptr<const Packet>&)
{
}

ControlTraffic
ControlPlane::Traffic() const
{
    return {};
}

Time
ControlPlane::CpuTime() const
{
    return {};
}

std::map<std::string, uint64_t>
ControlPlane::Counts() const
{
    return {};
}

std::unique_ptr<OwnKeys>
ControlPlaneKind::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

const ControlPlaneKind*
FindControlPlaneKind(std::string_view name)
{
    return Registry<ControlPlaneKind>::Get().Find(name);
}

std::vector<const ControlPlaneKind*>
AllControlPlaneKinds()
{
    return Registry<ControlPlaneKind>::Get().All();
}

} // namespace ns3::vnlab
