// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_METER_H
#define VNLAB_LINK_METER_H

#include "model/substrate/fabric.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// Links of one kind, by the lower of their ends.
enum class LinkLevel : uint8_t
{
    kHost,      ///< between hosts and leaves
    kLeafSpine, ///< between leaves and spines
    kSpineWan,  ///< between spines and WAN routers
    kWan,       ///< between WAN routers
    kServer,    ///< of servers: controllers, gateways
};

/// How busy the links of a level were: parts of the time in which a frame was on the wire. Each
/// direction of a link counts for itself.
struct LinkLoad
{
    double max{0};
    double mean{0};
};

/**
 * @brief How busy links are, and how evenly ECMP uses them, between two moments.
 *
 * All that takes room on links counts, with the wire's overhead, whomever it serves: a link cannot
 * tell. Probes take none. What waits for a link at the second moment counts as sent. Reads the links'
 * own counters twice, so a packet costs nothing.
 */
class LinkMeter
{
  public:
    /// From now on. @param fabric outlives it
    explicit LinkMeter(const Fabric& fabric);

    /// Until now; once, later than the beginning.
    void End();

    /// @return loads by level; a level without links, or with none that can be used, is not there
    std::map<LinkLevel, LinkLoad> Loads() const;

    /**
     * @return how unevenly leaves use their links to spines: (max − min) / mean of the bytes on a leaf's
     *         uplinks (as CONGA's throughput imbalance, SIGCOMM 2014 §5.2, but over the whole time), mean
     *         over leaves weighted by what they send. 0: evenly; as many as there are spines: on one
     *         alone. Nothing where there is no choice, or nothing was sent
     */
    std::optional<double> Imbalance() const;

  private:
    /// What a link has sent until a moment.
    struct Sent
    {
        uint64_t bytes;
        uint64_t frames;
    };

    std::vector<Sent> ReadAll() const;
    double BusyTime_ps(LinkId link) const;

    const Fabric& m_fabric;
    Time m_begun;
    Time m_ended;
    std::vector<Sent> m_before;
    std::vector<Sent> m_after;
};

} // namespace ns3::vnlab

#endif // VNLAB_LINK_METER_H
