// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MISS_H
#define VNLAB_MISS_H

#include "model/ids.h"
#include "model/rule/rule.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A place needs an entry that it does not have.
struct Miss
{
    RuleKey wanted;
    VnicId asker; ///< whose packet needs it
};

/// Which rules come to places without their asking.
enum class RuleSupply : uint8_t
{
    kAll,
    kNotOnDemand, ///< those of Compiler::OnDemand() stay out
    kGateways,    ///< as well, and gateways have them, to which hosts send what they miss
};

/// The same, with the gateways that there are.
struct Supply
{
    Supply(RuleSupply of, std::vector<ServerId> at = {})
        : rules(of),
          gateways(std::move(at))
    {
    }

    RuleSupply rules;
    std::vector<ServerId> gateways; ///< with kGateways
};

/// What comes of a miss.
enum class MissOutcome : uint8_t
{
    kAsked,   ///< somebody works on it: the packet waits, or is dropped as `unresolved`
    kUnknown, ///< there is no such entry: the packet is treated as without it
};

/**
 * @brief Hears what places look for, with control planes that bring entries on demand.
 *
 * It lies in this wing and not with the devices, since what misses an entry knows tables.
 */
class MissSink
{
  public:
    virtual ~MissSink() = default;

    virtual MissOutcome Missed(const Miss& miss) = 0;

    /// A packet used an entry of a table that is filled on demand.
    virtual void Used(const RuleKey& entry) = 0;

    /// A place got a packet that an entry at another place led here, and what it is about is not here.
    /// @param entry at the other place
    virtual void NotHere(EnforcementPoint at, const RuleKey& entry) = 0;
};

/// Who hears of misses, and what places do with the packets meanwhile.
struct MissHandling
{
    MissSink* sink{nullptr}; ///< nullptr: nobody, as places have all entries; not owned
    uint32_t held{0};        ///< packets that wait for an entry, at most; the others are dropped
};

/// Works rules out on a miss, from the version in force.
class RulesOnDemand
{
  public:
    virtual ~RulesOnDemand() = default;

    /// @return all rules of the scope that the entry is of, at all places; none where no entry of that
    ///         key is wanted
    virtual std::vector<Rule> RulesFor(const Miss& miss) const = 0;

    /// @return the host that a vNIC is on; nothing where it does not exist now
    virtual std::optional<HostId> HostOf(VnicId vnic) const = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_MISS_H
