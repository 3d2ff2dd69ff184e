// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-plane.h"

#include "model/wire/protocol-numbers.h"

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
ControlPlane::Listen(const std::vector<HostStack*>& controllers,
                     const std::vector<HostStack*>& agents)
{
    for (HostStack* const controller : controllers)
    {
        for (const uint16_t port : {kControllerPort, kPeerPort})
        {
            controller->Listen({HostStack::kOwnAddress, ipproto::kTcp, port}, *this);
        }
    }
    for (HostStack* const agent : agents)
    {
        agent->Listen({HostStack::kOwnAddress, ipproto::kTcp, kControlPort}, *this);
    }
}

MissHandling
ControlPlane::Misses()
{
    return {};
}

void
ControlPlane::AnswerFrom(const RulesOnDemand&)
{
}

void
ControlPlane::ChangeOnDemand(const RuleDelta&)
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

std::map<std::string, double>
ControlPlane::RunCounts() const
{
    return {};
}

std::unique_ptr<OwnKeys>
ControlPlaneKind::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

RuleSupply
ControlPlaneKind::GetSupply() const
{
    return RuleSupply::kAll;
}

bool
ControlPlaneKind::CanBring(Scope::Kind) const
{
    return true;
}

std::optional<std::string>
ControlPlaneKind::ObjectionOn(std::span<const uint32_t>) const
{
    return std::nullopt;
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
