// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/vms-by-host.h"
#include "test/support/small-plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

TEST(VmsByHost, VmsAreWhereTheVersionHasThemAndFollowMoves)
{
    const CloudPlan plan = MakeSmallPlan({"a", "b", "c", "d"}, 1, 3);
    VmsByHost vms(plan, plan.start);
    EXPECT_THAT(vms.At(HostId{0}), ElementsAre(VmId{0}, VmId{3}));
    EXPECT_THAT(vms.At(HostId{2}), ElementsAre(VmId{2}));
    vms.Move(VmId{2}, HostId{2}, HostId{0});
    EXPECT_THAT(vms.At(HostId{0}), ElementsAre(VmId{0}, VmId{2}, VmId{3}));
    EXPECT_THAT(vms.At(HostId{2}), IsEmpty());
    vms.Add(VmId{4}, HostId{2});
    EXPECT_THAT(vms.At(HostId{2}), ElementsAre(VmId{4}));
}

} // namespace
} // namespace ns3::vnlab::test
