// SPDX-License-Identifier: GPL-2.0-only
#include "helper/monitor-helper.h"

namespace ns3::vnlab
{

MonitorHelper::MonitorHelper(Deployment& cloud, DropLog& drops)
    : m_cloud(cloud),
      m_drops(drops)
{
}

const Monitor&
MonitorHelper::Install(std::string_view kind, Time start, const OwnKeys* keys)
{
    const MonitorKind& found = Registry<MonitorKind>::Get().Expect("monitor", kind);
    const std::unique_ptr<OwnKeys> defaults = found.MakeKeys();
    m_monitors.push_back(found.Start({.cloud = m_cloud, .drops = m_drops, .start = start},
                                     keys ? *keys : *defaults));
    return *m_monitors.back();
}

const std::vector<std::unique_ptr<Monitor>>&
MonitorHelper::Monitors() const
{
    return m_monitors;
}

} // namespace ns3::vnlab
