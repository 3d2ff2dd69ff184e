// SPDX-License-Identifier: GPL-2.0-only
// What `vnlab deploy-netns` says where nothing is run: no rights are needed.
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class DeployNetnsTest : public testing::Test
{
  protected:
    DeployNetnsTest()
    {
        WriteFile(m_folder / "two.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; a -- b; }");
        WriteFile(m_folder / "apart.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; }");
        WriteFile(m_folder / "three.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; c; a -- b; }");
    }

    Ended Run(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), "deploy-netns");
        return RunVnlab(arguments, m_folder.path);
    }

    void ExpectBadInput(const std::vector<std::string>& arguments, const std::string& message)
    {
        const Ended ended = Run(arguments);
        EXPECT_EQ(ended.status, 2) << ended.err;
        EXPECT_EQ(ended.out, "");
        EXPECT_THAT(ended.err, HasSubstr(message));
    }

    TemporaryFolder m_folder;
};

TEST_F(DeployNetnsTest, DryRunPrintsACommentAndCommandsForEachPart)
{
    const Ended ended = Run({"two.dot", "--dry-run", "--prefix", "lab"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    EXPECT_THAT(ended.out,
                AllOf(StartsWith("# where programs and maps are pinned\nmkdir -p /run/lab-bpf\n"),
                      HasSubstr("\n# VM a, on host 0, 10.0.0.2 (the provider's 100.64.0.1)\n"),
                      HasSubstr("\n# rules\n")));
}

TEST_F(DeployNetnsTest, ChangeIsPrintedAlone)
{
    const Ended ended = Run({"two.dot", "--change-to", "apart.dot", "--dry-run"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_THAT(ended.out, StartsWith("# change of the rules\nbpftool map delete pinned "));
    EXPECT_EQ(std::ranges::count(ended.out, '\n'), 1 + 6);
}

TEST_F(DeployNetnsTest, OneOfThreeActionsIsRequired)
{
    EXPECT_EQ(Run({"two.dot"}).status, 2);
    EXPECT_EQ(Run({"two.dot", "--dry-run", "--clean"}).status, 2);
}

TEST_F(DeployNetnsTest, BadInputIsNamed)
{
    ExpectBadInput({"--dry-run"}, "no specification");
    ExpectBadInput({"two.txt", "--dry-run"}, ".graphml, .xml, .dot or .gv");
    ExpectBadInput({"none.dot", "--dry-run"}, "none.dot");
    ExpectBadInput({"two.dot", "--dry-run", "--prefix", "../x"}, "accepted: up to 32 of a to z");
    ExpectBadInput({"two.dot", "--dry-run", "--hosts", "0"}, "--hosts");
    ExpectBadInput({"two.dot", "--run", "--objects", "nowhere"}, "nowhere/encapsulate.bpf.o");
}

TEST_F(DeployNetnsTest, ChangeThatNeedsAVmMoreIsRejected)
{
    ExpectBadInput({"two.dot", "--change-to", "three.dot", "--dry-run"},
                   "three.dot: has a VM, or a VM on a path, that two.dot lacks");
}

} // namespace

} // namespace ns3::vnlab::test
