// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/store-merge.h"
#include "test/support/temporary-folder.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

class StoreMergeTest : public testing::Test
{
  protected:
    static RunResult Result(uint32_t run, const std::string& error)
    {
        return {.key = {"[substrate]\n", "flat", 1, run}, .error = error};
    }

    ResultStore StoreOf(const std::string& name, const std::vector<RunResult>& results)
    {
        ResultStore store = ResultStore::Open(m_folder / name, {"1", "3.37"});
        for (const RunResult& result : results)
        {
            store.Write(result);
        }
        return store;
    }

    TemporaryFolder m_folder;
};

TEST_F(StoreMergeTest, RunsThatWentThroughStayAndFailuresAreReplaced)
{
    ResultStore whole =
        StoreOf("whole", {Result(0, ""), Result(1, "old"), Result(2, "old"), Result(3, "old")});
    const ResultStore part =
        StoreOf("part", {Result(0, "new"), Result(1, ""), Result(2, "new"), Result(4, "new")});
    StoreMerge merge(whole);
    std::vector<uint32_t> taken;
    EXPECT_EQ(merge.Add(part, [&](const RunResult& result) { taken.push_back(result.key.run); }),
              2U);
    EXPECT_EQ(taken, (std::vector<uint32_t>{1, 2, 4}));
    EXPECT_EQ(merge.Runs(), 5U);
    std::vector<std::string> errors;
    for (const RunResult& result : whole.Read())
    {
        errors.push_back(result.error);
    }
    EXPECT_EQ(errors, (std::vector<std::string>{"", "", "new", "old", "new"}));
}

TEST_F(StoreMergeTest, TheCaptionIsThatOfTheFirstPartThatHasOne)
{
    ResultStore whole = StoreOf("whole", {});
    StoreMerge merge(whole);
    merge.Add(StoreOf("run", {Result(0, "")}));
    EXPECT_EQ(whole.Caption(), StoreCaption());
    const StoreCaption caption{"Growth", {"vxlan", "flat"}};
    for (const StoreCaption& each : {caption, StoreCaption{"Other", {}}})
    {
        ResultStore part = StoreOf(each.title, {});
        part.WriteCaption(each);
        merge.Add(part);
        EXPECT_EQ(whole.Caption(), caption);
    }
}

TEST_F(StoreMergeTest, TheVersionsThatComputedAResultStayWithIt)
{
    ResultStore whole = ResultStore::Open(m_folder / "whole", {"2", "3.38"});
    StoreMerge(whole).Add(StoreOf("part", {Result(0, "")}));
    EXPECT_EQ(whole.RunsByVersions(), (std::map<Versions, size_t>{{{"1", "3.37"}, 1}}));
}

} // namespace

} // namespace ns3::vnlab
