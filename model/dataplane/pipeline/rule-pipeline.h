// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_PIPELINE_H
#define VNLAB_RULE_PIPELINE_H

#include "model/rule/miss.h"
#include "model/rule/tables.h"
#include "model/substrate/fabric-pipeline.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace ns3::vnlab
{

/**
 * @brief A data plane of the fabric that rules configure: what a HostSwitch is to a host, for all switches.
 *
 * A design makes it. The provider's own traffic, such as control channels, crosses the same switches and
 * must find its way under any of them.
 */
class RulePipeline : public FabricPipeline
{
  public:
    /**
     * @brief Writes an entry at a switch, replacing one with the same key.
     * @return false where a switch has no such table, no room for it, or the sizes are wrong
     */
    virtual bool Write(NodeRef at,
                       TableId table,
                       std::span<const uint8_t> key,
                       std::span<const uint8_t> value) = 0;

    /// Removes an entry. @return false where there is none
    virtual bool Erase(NodeRef at, TableId table, std::span<const uint8_t> key) = 0;

    /// Who hears which entries are missing. By default switches do not ask.
    virtual void SetMisses(const MissHandling& misses);

    /// An entry was written: frames that waited for it go their way. By default none wait.
    virtual void Release(NodeRef at, TableId table, std::span<const uint8_t> key);

    /// An entry will not come: frames that waited for it go the way that they have without it.
    virtual void GiveUp(NodeRef at, TableId table, std::span<const uint8_t> key);

    /// @return what it counted, for a report: metrics `fabric.*`; by default nothing
    virtual std::map<std::string, double> Counts();
};

} // namespace ns3::vnlab

#endif // VNLAB_RULE_PIPELINE_H
