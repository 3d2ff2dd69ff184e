// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/tenant-view.h"
#include "test/support/make-specification.h"
#include "test/support/small-plan.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr Service kHttp{6, 80};
constexpr Service kDns{17, 53};
const std::vector<std::string> kVms{"a", "b", "c", "d"};

/// Three hosts: a and d share host 0; vNIC 2i is VM i's on p0, vNIC 2i + 1 the one on p1.
class TenantViewTest : public testing::Test
{
  protected:
    TenantView ViewOf(const Specification& specification) const
    {
        return {m_plan, m_version, TenantId{0}, specification};
    }

    CloudPlan m_plan = MakeSmallPlan(kVms, 2, 3);
    CloudVersion m_version = m_plan.start;
};

TEST_F(TenantViewTest, VmHasAVnicOnEachPathThatItsLinksUse)
{
    const auto view = ViewOf(MakeSpecification(MakePaths(2), kVms, {{0, 1, 0}, {1, 2, 1}}));
    // a: p0; b: p0, p1; c: p1; d has no link, and so p0.
    EXPECT_THAT(view.Vnics(), ElementsAre(VnicId{0}, VnicId{2}, VnicId{3}, VnicId{5}, VnicId{6}));
    EXPECT_TRUE(view.Has(VnicId{5}));
    EXPECT_FALSE(view.Has(VnicId{4}));
    EXPECT_THAT(view.OnPath(0), ElementsAre(VnicId{0}, VnicId{2}, VnicId{6}));
    EXPECT_THAT(view.OnPath(1), ElementsAre(VnicId{3}, VnicId{5}));
}

TEST_F(TenantViewTest, WhatThePlanLacksIsRefused)
{
    const auto whyNot = [this](const Specification& specification) -> std::string
    {
        try
        {
            ViewOf(specification);
        }
        catch (const std::invalid_argument& refusal)
        {
            return refusal.what();
        }
        return "";
    };
    EXPECT_EQ(whyNot(MakeSpecification(MakePaths(3), kVms, {})),
              "tenant shop was planned without path p2");
    m_plan.vms[1].vnics.pop_back();
    EXPECT_EQ(whyNot(MakeSpecification(MakePaths(2), kVms, {{1, 2, 1}})),
              "shop/b was made without a vNIC on path p1");
}

TEST_F(TenantViewTest, HostsOfAPathAreCountedByTheirVnics)
{
    const auto view = ViewOf(MakeSpecification(MakePaths(2), kVms, {{0, 1, 0}, {1, 2, 1}}));
    EXPECT_THAT(view.HostsOnPath(0), ElementsAre(Pair(HostId{0}, 2), Pair(HostId{1}, 1)));
    EXPECT_THAT(view.HostsOnPath(1), ElementsAre(Pair(HostId{1}, 1), Pair(HostId{2}, 1)));
}

TEST_F(TenantViewTest, LinksAreAscendingWithTheLowerEndFirst)
{
    const auto view =
        ViewOf(MakeSpecification(MakePaths(2), kVms, {{3, 1, 0, {kDns, kHttp}}, {2, 0, 0}}));
    EXPECT_THAT(view.Links(),
                ElementsAre(ViewLink{VnicId{0}, VnicId{4}, {}},
                            ViewLink{VnicId{2}, VnicId{6}, {kHttp, kDns}}));
}

TEST_F(TenantViewTest, LinkIsFoundFromBothEndsAndOnItsPathOnly)
{
    const auto view = ViewOf(MakeSpecification(MakePaths(2), kVms, {{0, 1, 0}, {0, 2, 1}}));
    ASSERT_NE(view.FindLink(VnicId{2}, VnicId{0}), nullptr);
    EXPECT_EQ(view.FindLink(VnicId{2}, VnicId{0}), view.FindLink(VnicId{0}, VnicId{2}));
    EXPECT_EQ(view.FindLink(VnicId{1}, VnicId{3}), nullptr);
    EXPECT_EQ(view.FindLink(VnicId{0}, VnicId{0}), nullptr);
}

TEST_F(TenantViewTest, PathsAreTheSameByNameWhateverTheirOrder)
{
    std::vector<Path> paths = MakePaths(2);
    std::ranges::reverse(paths);
    const auto view = ViewOf(MakeSpecification(paths, {"a", "b", "c"}, {{0, 1, 1}}));
    // The version's path 1 is the plan's p0; c has no link, and so the version's first path, p1.
    EXPECT_THAT(view.OnPath(0), ElementsAre(VnicId{0}, VnicId{2}));
    EXPECT_THAT(view.OnPath(1), ElementsAre(VnicId{5}));
}

TEST_F(TenantViewTest, ChangedLinkIsRemovedAndAdded)
{
    const auto before = ViewOf(MakeSpecification(MakePaths(1), kVms, {{0, 1, 0, {kHttp}}}));
    const auto after = ViewOf(MakeSpecification(MakePaths(1), kVms, {{0, 1, 0, {kDns}}}));
    const ViewDelta delta = Diff(before, after);
    EXPECT_THAT(delta.removedLinks, ElementsAre(ViewLink{VnicId{0}, VnicId{2}, {kHttp}}));
    EXPECT_THAT(delta.addedLinks, ElementsAre(ViewLink{VnicId{0}, VnicId{2}, {kDns}}));
    EXPECT_THAT(delta.addedVnics, IsEmpty());
    EXPECT_THAT(delta.removedVnics, IsEmpty());
}

TEST_F(TenantViewTest, FirstLinkOnAnotherPathMovesAVmsVnic)
{
    const auto before = ViewOf(MakeSpecification(MakePaths(2), {"a", "b"}, {}));
    const auto after = ViewOf(MakeSpecification(MakePaths(2), {"a", "b"}, {{0, 1, 1}}));
    const ViewDelta delta = Diff(before, after);
    EXPECT_THAT(delta.removedVnics, ElementsAre(VnicId{0}, VnicId{2}));
    EXPECT_THAT(delta.addedVnics, ElementsAre(VnicId{1}, VnicId{3}));
}

TEST_F(TenantViewTest, VnicsAreWhereTheVersionHasThem)
{
    const auto view = ViewOf(MakeSpecification(MakePaths(2), kVms, {{0, 1, 0}, {1, 2, 1}}));
    EXPECT_EQ(view.HostOf(VnicId{5}), HostId{2});
    EXPECT_EQ(view.ProviderAddressOf(VnicId{5}), 0x64400006);
    EXPECT_EQ(view.VniOf(1), Vni{4097});
    EXPECT_EQ(view.VniOf(VnicId{5}), Vni{4097});
}

TEST_F(TenantViewTest, MovedVmsVnicsAndTheirLinksAreChanged)
{
    const Specification wanted =
        MakeSpecification(MakePaths(2), kVms, {{0, 1, 0}, {1, 2, 1}, {2, 3, 0}});
    const auto before = ViewOf(wanted);
    m_version.places[2] = {HostId{0}, 0x64400070};
    m_version.places[3] = {HostId{0}, 0x64400071};
    const auto after = ViewOf(wanted);
    const ViewDelta delta = Diff(before, after);
    EXPECT_THAT(delta.changedVnics, ElementsAre(VnicId{2}, VnicId{3}));
    EXPECT_THAT(
        delta.changedLinks,
        ElementsAre(ViewLink{VnicId{0}, VnicId{2}, {}}, ViewLink{VnicId{3}, VnicId{5}, {}}));
    EXPECT_THAT(delta.addedVnics, IsEmpty());
    EXPECT_THAT(delta.removedLinks, IsEmpty());
    EXPECT_THAT(after.HostsOnPath(1), ElementsAre(Pair(HostId{0}, 1), Pair(HostId{2}, 1)));
}

TEST_F(TenantViewTest, RenumberedPathChangesItsVnics)
{
    const Specification wanted = MakeSpecification(MakePaths(2), kVms, {{0, 1, 0}, {1, 2, 1}});
    const auto before = ViewOf(wanted);
    m_version.vnis[0][1] = Vni{9};
    EXPECT_THAT(Diff(before, ViewOf(wanted)).changedVnics, ElementsAre(VnicId{3}, VnicId{5}));
}

TEST_F(TenantViewTest, StoppedVmAndThoseOnAFailedHostAreNotThere)
{
    const Specification wanted = MakeSpecification(MakePaths(1), kVms, {{0, 1}, {1, 2}, {2, 3}});
    const auto before = ViewOf(wanted);
    m_version.stopped = {VmId{1}};
    EXPECT_THAT(ViewOf(wanted).Vnics(), ElementsAre(VnicId{0}, VnicId{4}, VnicId{6}));
    EXPECT_THAT(ViewOf(wanted).Links(), ElementsAre(ViewLink{VnicId{4}, VnicId{6}, {}}));
    m_version.stopped.clear();
    m_version.substrate.failedHosts = {HostId{0}}; // of a and d
    const ViewDelta delta = Diff(before, ViewOf(wanted));
    EXPECT_THAT(delta.removedVnics, ElementsAre(VnicId{0}, VnicId{6}));
    EXPECT_THAT(
        delta.removedLinks,
        ElementsAre(ViewLink{VnicId{0}, VnicId{2}, {}}, ViewLink{VnicId{4}, VnicId{6}, {}}));
}

/// Any links between the four VMs on two paths, at most one of a pair on a path.
std::vector<LinkBetween>
DrawLinks()
{
    std::vector<LinkBetween> links;
    for (uint32_t path = 0; path < 2; ++path)
    {
        for (uint32_t a = 0; a < kVms.size(); ++a)
        {
            for (uint32_t b = a + 1; b < kVms.size(); ++b)
            {
                if (*rc::gen::arbitrary<bool>())
                {
                    const auto allow = *rc::gen::element(std::vector<Service>{},
                                                         std::vector<Service>{kHttp},
                                                         std::vector<Service>{kHttp, kDns});
                    links.push_back({a, b, path, allow});
                }
            }
        }
    }
    return links;
}

RC_GTEST_FIXTURE_PROP(TenantViewTest, DeltaTurnsTheOldVersionIntoTheNew, ())
{
    const auto before = ViewOf(MakeSpecification(MakePaths(2), kVms, DrawLinks()));
    const auto after = ViewOf(MakeSpecification(MakePaths(2), kVms, DrawLinks()));
    const ViewDelta delta = Diff(before, after);

    std::set<ViewLink> links(before.Links().begin(), before.Links().end());
    std::set<VnicId> vnics(before.Vnics().begin(), before.Vnics().end());
    for (const ViewLink& link : delta.removedLinks)
    {
        RC_ASSERT(links.erase(link) == 1);
    }
    for (const ViewLink& link : delta.addedLinks)
    {
        RC_ASSERT(links.insert(link).second);
    }
    for (const VnicId vnic : delta.removedVnics)
    {
        RC_ASSERT(vnics.erase(vnic) == 1);
    }
    for (const VnicId vnic : delta.addedVnics)
    {
        RC_ASSERT(vnics.insert(vnic).second);
    }
    RC_ASSERT(std::ranges::equal(links, after.Links()));
    RC_ASSERT(std::ranges::equal(vnics, after.Vnics()));
}

} // namespace
} // namespace ns3::vnlab::test
