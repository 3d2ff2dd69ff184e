// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/beside-plane.h"

#include <utility>

namespace ns3::vnlab
{

BesidePlane::BesidePlane(std::unique_ptr<ControlPlane> other)
    : m_other(std::move(other))
{
}

void
BesidePlane::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    m_other->AddAgent(at, end, std::move(agent));
}

void
BesidePlane::CloseAgent(EnforcementPoint at)
{
    m_other->CloseAgent(at);
}

void
BesidePlane::ReceivePacket(uint32_t address, const Ptr<const Packet>& frame)
{
    m_other->ReceivePacket(address, frame);
}

ControlPlane&
BesidePlane::Other()
{
    return *m_other;
}

RuleAgent&
BesidePlane::AgentOf(EnforcementPoint at)
{
    return m_other->AgentOf(at);
}

void
BesidePlane::OpenAgent(EnforcementPoint at)
{
    m_other->OpenAgent(at);
}

void
BesidePlane::BreakAgent(EnforcementPoint at)
{
    m_other->BreakAgent(at);
}

void
BesidePlane::MoveAgent(EnforcementPoint at, uint32_t address)
{
    m_other->MoveAgent(at, address);
}

void
BesidePlane::SetServerDown(ServerId server, bool isDown)
{
    m_other->SetServerDown(server, isDown);
}

void
BesidePlane::Register(const std::vector<EnforcementPoint>& places, PendingRules& rules, Done done)
{
    m_other->Register(places, rules, std::move(done));
}

void
BesidePlane::Submit(PendingRules rules, Done done)
{
    m_other->Submit(std::move(rules), std::move(done));
}

void
BesidePlane::Listen(const std::vector<HostStack*>& controllers,
                    const std::vector<HostStack*>& agents)
{
    m_other->Listen(controllers, agents);
}

ControlTraffic
BesidePlane::Traffic() const
{
    return m_other->Traffic();
}

Time
BesidePlane::CpuTime() const
{
    return m_other->CpuTime();
}

uint64_t
BesidePlane::Refused() const
{
    return m_other->Refused();
}

std::map<std::string, uint64_t>
BesidePlane::Counts() const
{
    return m_other->Counts();
}

std::map<std::string, double>
BesidePlane::RunCounts() const
{
    return m_other->RunCounts();
}

} // namespace ns3::vnlab
