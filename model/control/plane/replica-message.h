// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPLICA_MESSAGE_H
#define VNLAB_REPLICA_MESSAGE_H

#include "model/control/plane/replica-list.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// What one site says to another.
struct ReplicaMessage
{
    enum class Kind : uint8_t
    {
        kChange,   ///< a change that the site has taken
        kVersions, ///< which changes the site has, on a channel that is opened again
        kMissing,  ///< what the site has of changes that the other one has not
        kDone,     ///< changes that the other one took, and that all places of the site have
    };

    Kind kind{Kind::kChange};
    ReplicaVersions versions{}; ///< which changes who has the entries has, and of kVersions
    std::vector<ReplicaEntry> entries{}; ///< of kChange and kMissing
    std::vector<uint64_t> done{};        ///< of kDone: their counts
    uint64_t number{0};                  ///< of the change, or the highest that the site has
    bool isFurtherStep{false};           ///< of kChange: see PendingRules

    /**
     * @return bytes before encryption: a header of 16, in which a change has its site and its count; 8 for
     *         each number of `versions`, else, and of `done`; and for each entry its place, sequence number,
     *         and change, 8 each, and the rule as on the channels to agents
     */
    uint32_t Size() const;
};

/// Sites that are told the same share it.
using SharedReplicaMessage = std::shared_ptr<const ReplicaMessage>;

} // namespace ns3::vnlab

#endif // VNLAB_REPLICA_MESSAGE_H
