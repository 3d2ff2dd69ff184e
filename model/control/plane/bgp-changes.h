// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_CHANGES_H
#define VNLAB_BGP_CHANGES_H

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// A change, for as long as anything that stems from it is under way: whoever works on that holds one.
using BgpCause = std::shared_ptr<const uint64_t>;
using BgpCauses = std::vector<BgpCause>;

/// Adds causes that are not yet among others.
void Join(BgpCauses& causes, const BgpCauses& more);

/**
 * @brief Which changes are not yet done everywhere, though no machine knows of them all.
 *
 * Messages, work and entries that are being written carry the changes that they stem from. What they
 * bring about stems from the same ones: During() says so. A change is done when its controller is and
 * nobody holds it any more.
 */
class BgpChanges
{
  public:
    using Done = std::function<void(uint64_t messages)>;

    /// While it lives, what happens stems from causes.
    class During
    {
      public:
        During(BgpChanges& changes, BgpCauses causes);
        ~During();
        During(const During&) = delete;
        During& operator=(const During&) = delete;

      private:
        BgpChanges& m_changes;
        BgpCauses m_before;
    };

    BgpChanges() = default;
    ~BgpChanges();
    BgpChanges(const BgpChanges&) = delete;
    BgpChanges& operator=(const BgpChanges&) = delete;

    /// @param done called when all is done, but not within a call
    /// @return the change, which the controller works on until Release()
    BgpCause Begin(Done done);

    /// The controller has done its part. @param messages that it took
    void Release(uint64_t change, uint64_t messages);

    /// @return what that which happens now stems from
    const BgpCauses& Now() const
    {
        return m_now;
    }

    /// @return the changes that were begun at this very time
    BgpCauses Begun() const;

    /// A message that stems from changes is sent: the first of them pays.
    void CountMessage(const BgpCauses& causes);

    /// Causes may have been let go: ends what is done, soon.
    void SettleSoon();

  private:
    struct Change
    {
        BgpCause controller; ///< nullptr: has done its part
        std::weak_ptr<const uint64_t> held;
        Time begun;
        uint64_t messages{0};
        Done done;
    };

    void Settle();

    std::map<uint64_t, Change> m_changes;
    BgpCauses m_now;
    uint64_t m_next{0};
    bool m_isSettling{false};
    std::shared_ptr<bool> m_isAlive{std::make_shared<bool>(true)};
};

} // namespace ns3::vnlab

#endif // VNLAB_BGP_CHANGES_H
