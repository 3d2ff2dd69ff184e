// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/isolation.h"
#include "model/spec/spec-delta.h"
#include "model/spec/spec-traversal.h"
#include "test/support/make-specification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// b is on both paths, c on the second alone.
Specification
Chain()
{
    return MakeSpecification(MakePaths(2), {"a", "b", "c", "d"}, {{0, 1, 0}, {1, 2, 1}, {2, 3, 1}});
}

TEST(IsolationTest, LinksOfTheVmsGoAndOthersStay)
{
    const SpecDelta delta = Diff(Chain(), Isolated(Chain(), {"b"}));
    EXPECT_THAT(delta.removedVms, IsEmpty());
    EXPECT_THAT(delta.addedLinks, IsEmpty());
    ASSERT_EQ(delta.removedLinks.size(), 2U);
    EXPECT_EQ(delta.removedLinks[0].second, "b");
    EXPECT_EQ(delta.removedLinks[1].first, "b");
}

TEST(IsolationTest, VmsKeepTheirVnics)
{
    const Extraction before = ExtractSpecification(Chain());
    const Extraction after = ExtractSpecification(Isolated(Chain(), {"b", "c"}));
    EXPECT_THAT(after.pathsOfVm[1], ElementsAre(0, 1));
    EXPECT_THAT(after.pathsOfVm[2], ElementsAre(1));
    EXPECT_EQ(after.pathsOfVm[0], before.pathsOfVm[0]);
    EXPECT_THAT(after.pathsOfVm[3], ElementsAre(1)); // though its only link is gone
}

TEST(IsolationTest, WhoIsIsolatedTwiceStaysSo)
{
    const Specification once = Isolated(Chain(), {"b"});
    const Specification twice = Isolated(once, {"b", "nobody"});
    EXPECT_TRUE(Diff(once, twice).Empty());
    EXPECT_EQ(twice.keptPaths, once.keptPaths);
}

} // namespace
} // namespace ns3::vnlab::test
