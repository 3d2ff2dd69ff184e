// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RECORDED_RULES_H
#define VNLAB_RECORDED_RULES_H

#include "analysis/report/recording.h"
#include "model/deployment/deployment.h"

namespace ns3::vnlab
{

/**
 * @return the rules that concern each VM, as they are wanted now: those in its own hooks; those of
 *         its own at its host and in the fabric; and what its host knows of its segments, which the
 *         VMs of a segment on a host share
 */
RecordedRules RecordRules(const Deployment& deployment);

} // namespace ns3::vnlab

#endif // VNLAB_RECORDED_RULES_H
