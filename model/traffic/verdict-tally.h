// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VERDICT_TALLY_H
#define VNLAB_VERDICT_TALLY_H

#include "model/traffic/judged-packet.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Packets with a wrong verdict.
struct WrongVerdicts
{
    uint64_t delivered{0};
    uint64_t dropped{0};

    uint64_t All() const
    {
        return delivered + dropped;
    }

    bool operator==(const WrongVerdicts&) const = default;
};

/**
 * @ingroup vnlab
 * @brief Counts the wrong verdicts on the packets of one population: those of changes, and those that
 * last.
 *
 * A wrong verdict is a change's where its packet was sent while a change was watched and a packet of
 * the same conversation, sent later while the same was wanted, was judged right: it was mended. All
 * others last: no change was watched, or no packet showed that they were mended. So a design that does
 * not enforce what is wanted has lasting ones, whatever changes.
 *
 * What was dropped while its receiver was on its way is neither: where it is at another place when the
 * conversation gets through again, it was paused.
 */
class VerdictTally
{
  public:
    /// A change is watched from now on, for so long. Called in the order of time.
    void Watch(Time now, Time duration);

    /// @param packet of this population; those of a conversation come in the order of their sending
    void Add(const JudgedPacket& packet);

    /// @return those that changes caused and that were mended, so far
    const WrongVerdicts& OfChanges() const;

    /// @return the others, so far
    WrongVerdicts Lasting() const;

  private:
    /// A conversation whose last packets were judged wrong.
    struct Pending
    {
        struct Drop
        {
            uint32_t place;
            bool isWatched;
        };

        bool isWanted{false};
        Time lastSent;
        uint64_t delivered{0}; ///< while a change was watched
        std::vector<Drop> drops;
    };

    bool IsWatched(Time sent) const;
    void Last(const Pending& pending, WrongVerdicts& lasting) const;
    void Mend(const Pending& pending, uint32_t place);

    std::vector<std::pair<Time, Time>> m_windows; ///< apart from each other, rising
    std::map<Conversation, Pending> m_pending;
    WrongVerdicts m_ofChanges;
    WrongVerdicts m_lasting;
};

} // namespace ns3::vnlab

#endif // VNLAB_VERDICT_TALLY_H
