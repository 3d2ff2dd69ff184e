// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_LOCAL_SLURM_H
#define VNLAB_TEST_LOCAL_SLURM_H

#include "test/slurm/keeper.h"
#include "test/support/temporary-folder.h"

#include <optional>
#include <string>

namespace ns3::vnlab::test
{

/// A Slurm of this machine alone, with two processors, on free ports of the loopback, its files in a
/// temporary folder. While it is there, SLURM_CONF names it for whatever the test starts.
class LocalSlurm
{
  public:
    LocalSlurm();
    ~LocalSlurm();
    LocalSlurm(const LocalSlurm&) = delete;
    LocalSlurm& operator=(const LocalSlurm&) = delete;

    /// @return why there is none; empty where it takes jobs
    const std::string& Missing() const;

  private:
    void Start();
    void WriteConfiguration() const;

    TemporaryFolder m_folder;
    std::string m_missing;
    std::optional<Keeper> m_daemons;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_LOCAL_SLURM_H
