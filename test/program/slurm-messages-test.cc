// SPDX-License-Identifier: GPL-2.0-only
//
// What `vnlab sweep --engine slurm` says where Slurm does not do as it is asked. Small scripts are in
// the place of its programs.

#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <cstdlib>
#include <gmock/gmock.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;

class SlurmMessagesTest : public testing::Test
{
  protected:
    SlurmMessagesTest()
        : m_path(getenv("PATH"))
    {
        WriteFile(m_folder / "lab.toml", kRing + "[sweep]\n\"tenants.count\" = [1, 2]\n");
    }

    ~SlurmMessagesTest() override
    {
        setenv("PATH", m_path.c_str(), 1);
    }

    void Install(const std::string& program, const std::string& script)
    {
        const std::filesystem::path file = m_folder.path / "bin" / program;
        WriteFile(file, "#!/bin/sh\n" + script);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }

    /// Sweeps with the installed programs and no others.
    Ended Sweep(const std::vector<std::string>& options = {})
    {
        setenv("PATH", (m_folder / "bin").c_str(), 1);
        std::vector<std::string> words{"sweep", "lab.toml", "--out", "out", "--engine", "slurm"};
        words.insert(words.end(), options.begin(), options.end());
        const Ended run = RunVnlab(words, m_folder.path);
        setenv("PATH", m_path.c_str(), 1);
        return run;
    }

    TemporaryFolder m_folder;
    std::string m_path;
};

TEST_F(SlurmMessagesTest, WithoutSlurmNothingIsWritten)
{
    const Ended run = Sweep();
    EXPECT_EQ(run.status, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_EQ(run.err,
              "--engine slurm: cannot start sbatch (No such file or directory); it needs a machine "
              "where jobs are submitted to Slurm\n");
    EXPECT_FALSE(std::filesystem::exists(m_folder / "out"));
}

TEST_F(SlurmMessagesTest, ARefusalIsToldInSbatchsWords)
{
    Install("squeue", "");
    Install("sbatch", "echo 'sbatch: error: no account' >&2; exit 1");
    const Ended run = Sweep();
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.err, "vnlab: sbatch: error: no account\n");
}

TEST_F(SlurmMessagesTest, AQueueThatCannotBeAskedIsToldBeforeAnythingIsSubmitted)
{
    Install("squeue", "echo 'squeue: error: no controller' >&2; exit 1");
    Install("sbatch", "[ \"$1\" = --version ] || echo x >submitted; echo 7");
    const Ended run = Sweep();
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.err, "vnlab: squeue: error: no controller\n");
    EXPECT_FALSE(std::filesystem::exists(m_folder / "submitted"));
}

TEST_F(SlurmMessagesTest, AQueueThatCannotBeAskedWhileTheJobWorksIsAskedAgain)
{
    Install("squeue",
            "[ ! -e submitted ] || [ -e asked ] || { : >asked; echo 'squeue: error: no controller' "
            ">&2; exit 1; }");
    Install("sbatch", "[ \"$1\" = --version ] || : >submitted; echo 7");
    const Ended run = Sweep();
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out,
                HasSubstr("Slurm job 7 has been submitted\n0 runs done, 4 missing, the same "
                          "command goes on; results in out\n"));
    EXPECT_EQ(run.err,
              "warning: squeue: error: no controller; asking again\n"
              "tasks ended early; what they printed is in " +
                  m_folder / "out/slurm" + "\n");
}

TEST_F(SlurmMessagesTest, SbatchGetsTheUsersOptionsAsTheyAre)
{
    Install("squeue", "");
    Install("sbatch",
            "[ \"$1\" = --version ] || for word; do echo \"$word\" >>words; done; echo 7");
    Sweep({"--sbatch", "comment=$(touch pwned) 'x'", "--sbatch", "-pdebug", "--tasks", "2"});
    EXPECT_THAT(
        ReadFile(m_folder / "words"),
        HasSubstr("\n--comment=$(touch pwned) 'x'\n-pdebug\n--parsable\n--job-name=vnlab-"));
    EXPECT_THAT(ReadFile(m_folder / "words"), HasSubstr("\n--array=1-2\n"));
    EXPECT_FALSE(std::filesystem::exists(m_folder / "pwned"));
}

TEST_F(SlurmMessagesTest, ADryRunShowsTheScriptAndTheCommandAndNeedsNoSlurm)
{
    const Ended run = Sweep({"--dry-run", "--tasks", "2", "--only", "run=0", "--sbatch", "time=5"});
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("\n    --only=run=0 \\\n    -- lab.toml \\\n"));
    EXPECT_THAT(run.out,
                HasSubstr("\nsbatch --output=/dev/null --time=5 --parsable --job-name=vnlab-"));
    EXPECT_FALSE(std::filesystem::exists(m_folder / "out"));
}

} // namespace

} // namespace ns3::vnlab::test
