// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/slurm/slurm-jobs.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

TEST(SlurmJobsTest, TasksAreCountedByWhetherTheyHaveBegun)
{
    const SlurmJob job{.id = "12", .waiting = 2, .working = 3};
    EXPECT_EQ(ReadJob("12 PENDING\n12 PENDING\n12 RUNNING\n12 COMPLETING\n12 SUSPENDED\n"), job);
}

TEST(SlurmJobsTest, AnEmptyQueueHasNoJob)
{
    EXPECT_EQ(ReadJob(""), std::nullopt);
}

} // namespace

} // namespace ns3::vnlab
