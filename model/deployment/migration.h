// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MIGRATION_H
#define VNLAB_MIGRATION_H

#include "model/deployment/host-transfer.h"
#include "model/deployment/pre-copy.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace ns3::vnlab
{

/// What a live migration took.
struct MigrationReport
{
    Time total;             ///< from its start until the VM went on there
    Time downtime;          ///< of that, it was paused
    uint64_t bytes{0};      ///< of frames between the hosts, acknowledgements included
    uint32_t rounds{0};     ///< that were copied while it ran
    bool isComplete{false}; ///< false: it was given up, and the VM is where it was
};

/**
 * @brief One live migration: rounds of memory while the VM runs, and the rest while it is paused.
 *
 * Knows neither VM nor cloud; Operations does to them what this calls for.
 */
class Migration
{
  public:
    struct Calls
    {
        std::function<void()> pause; ///< the VM stops running
        std::function<void()> land;  ///< all is there; may destroy the migration
        std::function<void()> stall; ///< nothing arrives; may destroy the migration
    };

    /// Starts now.
    Migration(const PreCopyOrder& order, std::unique_ptr<HostTransfer> transfer, Calls calls);

    /// @return what it took until now
    MigrationReport Report(bool isComplete) const;

    /// @return whether the VM is paused
    bool IsPaused() const;

  private:
    void NextRound();
    void RoundDone();

    PreCopy m_preCopy;
    std::unique_ptr<HostTransfer> m_transfer;
    Calls m_calls;
    Time m_began;
    Time m_roundBegan;
    std::optional<Time> m_paused;
};

} // namespace ns3::vnlab

#endif // VNLAB_MIGRATION_H
