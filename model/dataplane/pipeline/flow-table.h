// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_TABLE_H
#define VNLAB_FLOW_TABLE_H

#include "model/rule/flow-entry.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The match-action table of one switch (OpenFlow 1.3 §5).
 *
 * Flows lie in groups of one priority and one mask, the highest priority first, and a group is an exact
 * match on what its mask leaves: tuple space search, as Open vSwitch's classifier has it. So a lookup takes
 * a hash for each shape of match that the table has, however many flows.
 *
 * Of two flows of one priority that overlap and do different things, the second is refused
 * (OFPFF_CHECK_OVERLAP). So is a flow for which there is no room.
 */
class FlowTable
{
  public:
    static constexpr size_t kUnlimited = std::numeric_limits<size_t>::max();

    /// @param capacity flows, at least 1
    explicit FlowTable(size_t capacity = kUnlimited);

    /// Writes a flow, replacing one with the same match and priority. @return false where it is refused, or
    /// the sizes are wrong
    bool Write(std::span<const uint8_t> key, std::span<const uint8_t> value);

    /// @return false where there is no such flow
    bool Erase(std::span<const uint8_t> key);

    /// A flow that a packet found.
    struct Found
    {
        FlowKey key;
        FlowActions actions;
    };

    /// @return the flow of the highest priority that matches, if one does
    std::optional<Found> Find(const FlowFields& packet) const;

    size_t Size() const;
    void Clear();

  private:
    struct FieldsHash
    {
        size_t operator()(const FlowFields& fields) const noexcept;
    };

    struct Group
    {
        uint16_t priority;
        FlowFields mask;
        std::unordered_map<FlowFields, FlowActions, FieldsHash> flows;
    };

    std::vector<Group>::iterator GroupOf(const FlowKey& key);
    bool Contradicts(const FlowKey& key, const FlowActions& actions) const;

    size_t m_capacity;
    size_t m_size{0};
    std::vector<Group> m_groups; ///< none is empty
};

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_TABLE_H
