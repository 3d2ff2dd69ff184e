// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/view-step.h"
#include "test/support/make-specification.h"
#include "test/support/small-plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const std::vector<std::string> kFour{"a", "b", "c", "d"};

/// a – b – c on p0, d without links; VM i is on host i modulo 3, its vNICs are 2i on p0 and 2i + 1 on p1.
class NextViewTest : public testing::Test
{
  protected:
    /// Goes on to the next version. @return what differs
    ViewDelta Go(const ViewEdit& edit)
    {
        ViewStep step = m_view.Next(m_version, edit);
        m_view = std::move(step.view);
        return step.delta;
    }

    static ViewLink Link(uint32_t a, uint32_t b)
    {
        return {VnicId{a}, VnicId{b}, {}};
    }

    CloudPlan m_plan = MakeSmallPlan(kFour, 2, 3);
    CloudVersion m_version = m_plan.start;
    Specification m_wanted = MakeSpecification(MakePaths(2), kFour, {{0, 1}, {1, 2}});
    TenantView m_view{m_plan, m_version, TenantId{0}, m_wanted};
};

TEST_F(NextViewTest, AVmThatStopsTakesItsLinksAlongAndBringsThemBack)
{
    const TenantView before = m_view;
    m_version.stopped = {VmId{1}};
    const ViewDelta gone = Go({.touched = {VmId{1}}});
    EXPECT_THAT(gone.removedVnics, ElementsAre(VnicId{2}));
    EXPECT_THAT(gone.removedLinks, ElementsAre(Link(0, 2), Link(2, 4)));
    EXPECT_THAT(m_view.HostsOnPath(0), ElementsAre(Pair(HostId{0}, 2), Pair(HostId{2}, 1)));
    m_version.stopped.clear();
    const ViewDelta back = Go({.touched = {VmId{1}}});
    EXPECT_THAT(back.addedVnics, ElementsAre(VnicId{2}));
    EXPECT_THAT(back.addedLinks, ElementsAre(Link(0, 2), Link(2, 4)));
    EXPECT_EQ(m_view, before);
}

TEST_F(NextViewTest, ALinkComesWithTheLaterOfItsEnds)
{
    m_version.stopped = {VmId{0}, VmId{1}};
    Go({.touched = {VmId{0}, VmId{1}}});
    m_version.stopped = {VmId{0}};
    EXPECT_THAT(Go({.touched = {VmId{1}}}).addedLinks, ElementsAre(Link(2, 4)));
    m_version.stopped.clear();
    EXPECT_THAT(Go({.touched = {VmId{0}}}).addedLinks, ElementsAre(Link(0, 2)));
}

TEST_F(NextViewTest, WhatIsWantedOfAStoppedVmComesWhenItStarts)
{
    m_version.stopped = {VmId{3}};
    Go({.touched = {VmId{3}}});
    EXPECT_EQ(Go({.addedLinks = {Link(0, 6)}}), ViewDelta{});
    m_version.stopped.clear();
    const ViewDelta delta = Go({.touched = {VmId{3}}});
    EXPECT_THAT(delta.addedVnics, ElementsAre(VnicId{6}));
    EXPECT_THAT(delta.addedLinks, ElementsAre(Link(0, 6)));
}

TEST_F(NextViewTest, AVmThatMovesIsChangedWithItsLinks)
{
    m_version.places[2] = {HostId{0}, 0x64400070};
    const ViewDelta delta = Go({.touched = {VmId{1}}});
    EXPECT_THAT(delta.changedVnics, ElementsAre(VnicId{2}));
    EXPECT_THAT(delta.changedLinks, ElementsAre(Link(0, 2), Link(2, 4)));
    EXPECT_THAT(delta.addedVnics, IsEmpty());
    EXPECT_EQ(m_view.PlaceOf(VnicId{2}), m_version.places[2]);
    EXPECT_THAT(m_view.HostsOnPath(0), ElementsAre(Pair(HostId{0}, 3), Pair(HostId{2}, 1)));
}

TEST_F(NextViewTest, TheLastLinkOnAPathTakesTheVnicAlongAndTheFirstPathHasVmsWithoutLinks)
{
    const ViewDelta away =
        Go({.addedLinks = {Link(1, 3)}, .removedLinks = {{VnicId{0}, VnicId{2}}}});
    EXPECT_THAT(away.addedVnics, ElementsAre(VnicId{1}, VnicId{3}));
    EXPECT_THAT(away.removedVnics, ElementsAre(VnicId{0})); // b has its link to c there
    const ViewDelta home = Go({.removedLinks = {{VnicId{1}, VnicId{3}}}});
    EXPECT_THAT(home.removedVnics, ElementsAre(VnicId{1}, VnicId{3}));
    EXPECT_THAT(home.addedVnics, ElementsAre(VnicId{0}));
}

TEST_F(NextViewTest, VmsWithoutLinksFollowTheFirstPath)
{
    ViewEdit edit;
    edit.firstPath = 1;
    const ViewDelta delta = Go(edit);
    EXPECT_THAT(delta.removedVnics, ElementsAre(VnicId{6}));
    EXPECT_THAT(delta.addedVnics, ElementsAre(VnicId{7}));
}

TEST_F(NextViewTest, AnotherNumberChangesTheVnicsOfItsPath)
{
    m_version.vnis[0][0] = Vni{9};
    EXPECT_THAT(Go({}).changedVnics, ElementsAre(VnicId{0}, VnicId{2}, VnicId{4}, VnicId{6}));
    EXPECT_EQ(m_view.VniOf(0), Vni{9});
}

TEST_F(NextViewTest, AnEditOfAnotherVersionIsRefused)
{
    EXPECT_THROW(Go({.addedVms = {VmId{0}}}), std::logic_error);
    EXPECT_THROW(Go({.removedVms = {VmId{0}}}), std::logic_error); // has a link
    EXPECT_THROW(Go({.addedLinks = {Link(0, 2)}}), std::logic_error);
    EXPECT_THROW(Go({.removedLinks = {{VnicId{0}, VnicId{4}}}}), std::logic_error);
}

TEST_F(NextViewTest, WhatThePlanLacksIsRefusedAsByAVersionMadeAnew)
{
    const auto whyNot = [this](const Specification& after) -> std::string
    {
        try
        {
            Go(EditOf(m_plan, TenantId{0}, after, Diff(m_wanted, after)));
        }
        catch (const std::invalid_argument& refusal)
        {
            return refusal.what();
        }
        return "";
    };
    EXPECT_EQ(whyNot(MakeSpecification(MakePaths(3), kFour, {})),
              "tenant shop was planned without path p2");
    m_plan.vms[0].vnics.pop_back();
    EXPECT_EQ(whyNot(MakeSpecification(MakePaths(2), kFour, {{0, 1, 1}})),
              "shop/a was made without a vNIC on path p1");
}

} // namespace
} // namespace ns3::vnlab::test
