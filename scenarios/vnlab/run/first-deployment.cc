// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/first-deployment.h"

#include "model/ip/tcp-segment.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <numeric>

namespace ns3::vnlab
{

namespace
{

/// A network that lets nothing through for so long never will.
const Time kSilence = Hours(1);
/// A deployment that takes longer has lost its way, were it typed by hand. Work on packets is told in picoseconds
/// of 64 bits, which are 106 days: the 1,000 hours of the longest run fit behind it.
constexpr int kDeployDays = 60;
const Time kDeployLimit = Days(kDeployDays);

bool
IsControl(const Ptr<const Packet>& packet)
{
    const std::optional<TcpSegment> segment = ReadSegment(packet);
    const auto isControllers = [](uint16_t port)
    { return port == kControllerPort || port == kPeerPort; };
    return segment &&
           (isControllers(segment->sourcePort) || isControllers(segment->destinationPort));
}

} // namespace

FirstDeployment::FirstDeployment(const ControlPlane& plane, DropLog& drops)
    : m_plane(plane),
      m_losses(std::make_shared<Losses>()),
      m_before(plane.Traffic())
{
    drops.AddObserver(
        [losses = m_losses](DropReason reason, const Ptr<const Packet>& packet)
        {
            if (!losses->isOver && IsControl(packet))
            {
                ++losses->byReason[reason];
            }
        });
    m_next = Simulator::Schedule(kSilence, &FirstDeployment::Look, this);
}

FirstDeployment::~FirstDeployment()
{
    End();
}

void
FirstDeployment::End()
{
    m_losses->isOver = true;
    m_next.Cancel();
}

void
FirstDeployment::Look()
{
    const TcpTraffic now = m_plane.Traffic();
    m_isStuck =
        now.retransmissions > m_before.retransmissions && now.acknowledged == m_before.acknowledged;
    m_before = now;
    if (m_isStuck || Simulator::Now() >= kDeployLimit)
    {
        Simulator::Stop();
        return;
    }
    m_next = Simulator::Schedule(kSilence, &FirstDeployment::Look, this);
}

std::string
FirstDeployment::WhyNot() const
{
    std::string why =
        m_isStuck
            ? "the first deployment is stuck: for an hour no control segment was "
              "acknowledged"
            : "the first deployment did not finish within " + std::to_string(kDeployDays) + " days";
    const auto& counts = m_losses->byReason;
    const auto most = std::ranges::max_element(counts);
    if (*most > 0)
    {
        const DropReasonRow& row = kDropReasons[most - counts.begin()];
        const uint64_t all = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
        why += "; " + std::to_string(*most) + " of " + std::to_string(all) +
               " that were lost were dropped as " + std::string(row.name) + " (" +
               std::string(row.where) + (row.why.empty() ? "" : ": " + std::string(row.why)) + ")";
    }
    return why;
}

} // namespace ns3::vnlab
