// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"
#include "scenarios/vnlab/slurm/slurm-parts.h"
#include "scenarios/vnlab/system/file-lock.h"
#include "test/support/temporary-folder.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

class SlurmPartsTest : public testing::Test
{
  protected:
    /// Stores one run as task `part` does.
    void Store(const std::string& part, uint32_t run)
    {
        const fs::path folder = m_folder.path / "slurm" / part;
        fs::create_directories(folder);
        std::ofstream(folder / "metrics.csv") << "x\n";
        ResultStore::Open((folder / "results.sqlite").string(), {"1", "3.37"})
            .Write({.key = {"[substrate]\n", "flat", 1, run}});
    }

    std::vector<uint32_t> Collect()
    {
        std::vector<uint32_t> taken;
        CollectParts(m_folder.path / "slurm",
                     m_whole,
                     [&taken](const RunResult& result) { taken.push_back(result.key.run); });
        return taken;
    }

    TemporaryFolder m_folder;
    ResultStore m_whole{ResultStore::Open(m_folder / "results.sqlite", {"1", "3.37"})};
};

TEST_F(SlurmPartsTest, PartsOfEverySplitAreTakenAndGo)
{
    Store("2/1", 0);
    Store("16/5", 1);
    EXPECT_EQ(Collect().size(), 2U);
    EXPECT_EQ(m_whole.Read().size(), 2U);
    EXPECT_TRUE(fs::is_empty(m_folder / "slurm"));
    EXPECT_TRUE(Collect().empty());
}

TEST_F(SlurmPartsTest, LogsOfFailedRunsStay)
{
    Store("2/1", 0);
    const fs::path log = m_folder.path / "slurm/2/1/failed/0123456789ab.log";
    fs::create_directory(log.parent_path());
    std::ofstream(log) << "why\n";
    Collect();
    EXPECT_EQ(ReadFile(log), "why\n");
    EXPECT_FALSE(fs::exists(m_folder / "slurm/2/1/results.sqlite"));
}

TEST_F(SlurmPartsTest, APartThatIsInTheWholeAlreadyOnlyGoes)
{
    Store("2/1", 0);
    m_whole.Write({.key = {"[substrate]\n", "flat", 1, 0}});
    EXPECT_TRUE(Collect().empty());
    EXPECT_TRUE(fs::is_empty(m_folder / "slurm"));
}

TEST_F(SlurmPartsTest, APartThatIsStillWrittenIsRefusedAndStays)
{
    Store("2/1", 0);
    const FolderLock writer(m_folder.path / "slurm/2/1");
    EXPECT_THROW(Collect(), InputError);
    EXPECT_TRUE(fs::exists(m_folder / "slurm/2/1/results.sqlite"));
}

TEST_F(SlurmPartsTest, WithoutAFolderThereIsNothing)
{
    EXPECT_TRUE(Collect().empty());
}

} // namespace

} // namespace ns3::vnlab
