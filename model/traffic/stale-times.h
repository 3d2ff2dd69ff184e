// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STALE_TIMES_H
#define VNLAB_STALE_TIMES_H

#include "model/cloud/cloud-plan.h"
#include "model/traffic/judged-packet.h"
#include "model/traffic/spec-oracle.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief For each change of what a tenant wants, how long packets were judged wrong because of it.
 *
 * A packet is a change's where that was the last to alter what is wanted of its conversation, and it
 * was sent while the change was watched.
 */
class StaleTimes
{
  public:
    /// @param plan,oracle outlive this
    StaleTimes(const CloudPlan& plan, const SpecOracle& oracle);

    /// A change was submitted and is watched. In the order of time.
    /// @param version of the tenant, as the oracle counts, that it made
    void Watch(TenantId tenant, size_t version, Time submitted, Time until);

    /// @param packet of one population; those of a conversation come in the order of their sending
    void Add(const JudgedPacket& packet);

    /**
     * @param end of the packets
     * @return for each change, in their order, of which a packet showed it, the seconds from its
     *         submission to the sending of the last packet that was judged wrong, 0 where none was.
     *         Infinite where the last packet of a conversation was, at the end of the watch; where the
     *         packets ended before, it is not measured.
     */
    std::vector<double> InSeconds(Time end) const;

  private:
    struct Change
    {
        TenantId tenant;
        size_t version;
        Time submitted;
        Time until;
        bool isSeen{false};
        Time lastWrong; ///< sent
    };

    struct Stream
    {
        size_t known{0};              ///< changes that were looked at
        std::optional<size_t> change; ///< the last of them that altered it
        bool isWrong{false};          ///< its last packet of that change
    };

    void LookAtChanges(const Conversation& conversation, Time sent, Stream& stream) const;

    const CloudPlan& m_plan;
    const SpecOracle& m_oracle;
    std::vector<Change> m_changes;
    std::map<Conversation, Stream> m_streams;
};

} // namespace ns3::vnlab

#endif // VNLAB_STALE_TIMES_H
