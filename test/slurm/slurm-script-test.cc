// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/slurm/slurm-script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;

const SlurmScript kScript{.program = "/opt/vn lab",
                          .workFolder = "/home/ann/it's",
                          .file = "$(x).toml",
                          .folder = "a b",
                          .tasks = 3,
                          .options = {"--timeout=90s", "--only=tenants.name=`x`"}};

TEST(SlurmScriptTest, ATaskDoesOneShardAndEveryNameIsOneWord)
{
    EXPECT_EQ(kScript.Text(),
              R"(#!/bin/sh
# One task of a sweep. Written by `vnlab sweep --engine slurm`, which submits it as a job
# array and collects the results of the tasks.
cd '/home/ann/it'\''s' || exit
exec '/opt/vn lab' sweep \
    '--out=a b/slurm/3/'"$SLURM_ARRAY_TASK_ID" \
    '--part-of=a b' \
    --shard="$SLURM_ARRAY_TASK_ID"/3 \
    --jobs="${SLURM_CPUS_PER_TASK:-1}" \
    --timeout=90s \
    '--only=tenants.name=`x`' \
    -- '$(x).toml' \
    >'a b/slurm/'"$SLURM_ARRAY_TASK_ID".log 2>&1
)");
}

TEST(SlurmScriptTest, ItsOwnOptionsComeAfterTheUsersButForTheOutput)
{
    EXPECT_THAT(kScript.Submission("vnlab-1", {"time=1:00", "-pdebug"}, {1, 3}),
                ElementsAre("sbatch",
                            "--output=/dev/null",
                            "--time=1:00",
                            "-pdebug",
                            "--parsable",
                            "--job-name=vnlab-1",
                            "--array=1,3",
                            "/home/ann/it's/a b/slurm/job.sh"));
}

TEST(SlurmScriptTest, AnAbsoluteFolderStaysWhereItIs)
{
    SlurmScript script = kScript;
    script.folder = "/scratch/out";
    EXPECT_EQ(script.Path(), "/scratch/out/slurm/job.sh");
}

TEST(SlurmScriptTest, NeighboursAreOneRange)
{
    EXPECT_EQ(RangesText({7}), "7");
    EXPECT_EQ(RangesText({1, 3, 4, 5, 9, 10}), "1,3-5,9-10");
}

RC_GTEST_PROP(SlurmScriptTest, RangesHaveTheNumbersThatTheyAreMadeOf, ())
{
    const auto numbers = *rc::gen::nonEmpty(
        rc::gen::container<std::set<uint32_t>>(rc::gen::inRange<uint32_t>(1, 60)));
    std::set<uint32_t> read;
    std::istringstream text(RangesText(numbers));
    for (std::string range; std::getline(text, range, ',');)
    {
        const size_t dash = range.find('-');
        const auto last = static_cast<uint32_t>(
            std::stoul(range.substr(dash == std::string::npos ? 0 : dash + 1)));
        for (auto number = static_cast<uint32_t>(std::stoul(range)); number <= last; ++number)
        {
            RC_ASSERT(read.insert(number).second);
        }
    }
    RC_ASSERT(read == numbers);
}

} // namespace

} // namespace ns3::vnlab
