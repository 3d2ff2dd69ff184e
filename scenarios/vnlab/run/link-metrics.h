// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_METRICS_H
#define VNLAB_LINK_METRICS_H

#include "analysis/result/run-result.h"
#include "model/traffic/link-meter.h"

namespace ns3::vnlab
{

/// Adds `links.*`. @param meter of the time in which guests send; it has ended
void ReportLinks(const LinkMeter& meter, RunResult& result);

} // namespace ns3::vnlab

#endif // VNLAB_LINK_METRICS_H
