// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/rule-pipeline.h"

namespace ns3::vnlab
{

void
RulePipeline::SetMisses(const MissHandling&)
{
}

void
RulePipeline::Release(NodeRef, TableId, std::span<const uint8_t>)
{
}

void
RulePipeline::GiveUp(NodeRef, TableId, std::span<const uint8_t>)
{
}

std::map<std::string, double>
RulePipeline::Counts()
{
    return {};
}

} // namespace ns3::vnlab
