// SPDX-License-Identifier: GPL-2.0-only
//
// What `push` counts beside its messages to and from agents.
#include "model/control/plane/push.h"
#include "model/key/metric.h"

#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kResyncMessages = "control messages that brought agents up to date "
                                             "whose channels broke; in runs in which one did";

constexpr std::string_view kPeerMessages = "messages between controllers; where there are several";

const MetricRows kPushConfigRows{
    Question::kConfiguration,
    150,
    {{"config.resync_messages",
      Shape::kScalar,
      MetricUnit::kCount,
      Better::kLower,
      kResyncMessages},
     {"config.peer_messages", Shape::kScalar, MetricUnit::kCount, Better::kLower, kPeerMessages}}};

const MetricRows kPushChangeRows{Question::kReconfiguration,
                                 160,
                                 {{"reconfig.resync_messages",
                                   Shape::kScalar,
                                   MetricUnit::kCount,
                                   Better::kLower,
                                   kResyncMessages},
                                  {"reconfig.peer_messages",
                                   Shape::kScalar,
                                   MetricUnit::kCount,
                                   Better::kLower,
                                   kPeerMessages}}};

} // namespace

std::map<std::string, uint64_t>
PushPlane::Counts() const
{
    std::map<std::string, uint64_t> counts;
    if (m_traffic.resyncMessages > 0)
    {
        counts["resync_messages"] = m_traffic.resyncMessages;
    }
    if (m_rulesPended > 0)
    {
        counts["pending"] = m_rulesPended;
    }
    if (m_controllers.Count() > 1)
    {
        counts["peer_messages"] = m_peerMessages;
    }
    return counts;
}

} // namespace ns3::vnlab
