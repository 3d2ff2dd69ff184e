// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-plane.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::IsSupersetOf;

TEST(ControlPlaneKindTest, KindsAreFoundByTheirNames)
{
    const ControlPlaneKind* push = FindControlPlaneKind("push");
    ASSERT_NE(push, nullptr);
    EXPECT_EQ(push->Name(), "push");
    EXPECT_THAT(AllControlPlaneKinds(), IsSupersetOf({push}));
    EXPECT_EQ(FindControlPlaneKind("shove"), nullptr);
}

} // namespace
} // namespace ns3::vnlab::test
