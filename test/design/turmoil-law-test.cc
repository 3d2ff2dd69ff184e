// SPDX-License-Identifier: GPL-2.0-only
//
// Whatever happens to a cloud, at once and on top of each other: when all is quiet and nothing is cut
// off any more, places hold what the controller wants, and that is what a fresh compile gives.

#include "test/design/auditor.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <deque>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// @return a version with a VM more, which is linked to the first
Specification
WithNewVm(Specification version, const std::string& name)
{
    const auto vm = boost::add_vertex(VmSpec{.name = name, .role = {}, .maxLinks = {}, .deny = {}},
                                      version.graph);
    boost::add_edge(vm, 0, LinkSpec{0, {}}, version.graph);
    return version;
}

/// Has one thing after another happen to a cloud, as RapidCheck chooses.
class Turmoil
{
  public:
    /// @param cloud,scenario outlive this
    Turmoil(CloudFixture& cloud, const CloudScenario& scenario)
        : m_cloud(cloud),
          m_versions(scenario.tenants[0].versions)
    {
    }

    /// One thing, or nothing where it cannot be.
    void HappenOnce()
    {
        try
        {
            Draw();
        }
        catch (const std::invalid_argument& refusal)
        {
            --m_begun;
            RC_LOG() << "  not so: " << refusal.what() << std::endl;
        }
    }

    /// @return whether all that happened has been acknowledged
    bool IsQuiet() const
    {
        return m_acked == m_begun;
    }

    /// Links and controllers work again; hosts stay as they are.
    void Reconnect()
    {
        Operations& operate = m_cloud.Cloud().Operate();
        for (LinkId link; link.value < Shape().Links(); ++link.value)
        {
            if (operate.HasFailed(link))
            {
                operate.Repair(link, Acked());
            }
        }
        for (const auto& server : m_cloud.Under().Controllers())
        {
            if (operate.HasFailed(server->GetId()))
            {
                operate.Repair(server->GetId(), Acked());
            }
        }
    }

  private:
    /// @return what to call when all has acknowledged what is about to happen
    Operations::Done Acked()
    {
        ++m_begun;
        return [this](uint64_t) { ++m_acked; };
    }

    const Topology& Shape()
    {
        return m_cloud.Under().fabric->GetTopology();
    }

    template <class Thing>
    void FailOrRepair(Thing thing)
    {
        Operations& operate = m_cloud.Cloud().Operate();
        if (operate.HasFailed(thing))
        {
            operate.Repair(thing, Acked());
        }
        else
        {
            operate.Fail(thing, Acked());
        }
    }

    EnforcementPoint DrawPlace()
    {
        return *rc::gen::arbitrary<bool>()
                 ? EnforcementPoint::Of(DrawHost())
                 : EnforcementPoint::Of(VnicId{
                       *rc::gen::inRange(0u, static_cast<uint32_t>(m_cloud.plan.vnics.size()))});
    }

    HostId DrawHost()
    {
        const HostId host{*rc::gen::inRange(0u, m_cloud.Cloud().HostCount())};
        RC_LOG() << "  host " << host.value << std::endl;
        return host;
    }

    static MoveManner DrawManner()
    {
        return {.announces = *rc::gen::arbitrary<bool>(), .redirects = *rc::gen::arbitrary<bool>()};
    }

    const Specification& DrawVersion()
    {
        const auto version = *rc::gen::inRange<size_t>(0, m_versions.size());
        RC_LOG() << "  version " << version << std::endl;
        return m_versions[version];
    }

    void Draw()
    {
        Operations& operate = m_cloud.Cloud().Operate();
        const VmId vm{*rc::gen::inRange(0u, static_cast<uint32_t>(m_cloud.plan.vms.size()))};
        const auto told = [](const ChangeReport&) {};
        // 2 MiB, of which 8 Mbit/s are written; 12 rounds
        const PreCopyOrder small{2 << 20, 8'000'000, 12, MilliSeconds(1)};
        const int what = *rc::gen::inRange(0, 16);
        RC_LOG() << Simulator::Now() << ": " << what << " of VM " << vm.value << std::endl;
        switch (what)
        {
        case 0:
        case 1:
            operate.Resubmit(TenantId{0}, DrawVersion(), Acked());
            break;
        case 2:
            operate.Stop(vm, Acked());
            break;
        case 3:
            operate.Start(vm, Acked());
            break;
        case 4:
            m_made.push_back(WithNewVm(DrawVersion(), "new-" + std::to_string(m_made.size())));
            operate.Resubmit(TenantId{0}, m_made.back(), Acked());
            break;
        case 5:
            FailOrRepair(DrawHost());
            break;
        case 6:
            FailOrRepair(LinkId{*rc::gen::inRange(0u, Shape().Links())});
            break;
        case 7:
            FailOrRepair(m_cloud.Under()
                             .Controllers()[*rc::gen::inRange<size_t>(
                                 0, m_cloud.Under().Controllers().size())]
                             ->GetId());
            break;
        case 8:
            operate.BreakChannel(DrawPlace());
            break;
        case 9:
            operate.Migrate(vm, DrawHost(), small, told, Acked(), DrawManner());
            break;
        case 10:
            operate.Revoke(vm, Acked());
            break;
        case 11: // the tenant goes, until it is resubmitted
            m_made.push_back(DrawVersion());
            m_made.back().graph.clear();
            operate.Resubmit(TenantId{0}, m_made.back(), Acked());
            break;
        case 12:
        case 13:
            operate.Renumber(vm, Acked());
            break;
        default:
            operate.Move(vm, DrawHost(), MilliSeconds(3), told, Acked(), DrawManner());
        }
    }

    CloudFixture& m_cloud;
    const std::vector<Specification>& m_versions;
    std::deque<Specification> m_made;
    uint32_t m_begun{0};
    uint32_t m_acked{0};
};

/// By control plane.
class TurmoilLaws : public testing::TestWithParam<std::string>
{
  protected:
    /// @return a design that can use the control plane, with an order of changes that both keep
    DesignChoice DrawChoice() const
    {
        const std::string& control = GetParam();
        std::vector<DesignChoice> choices;
        for (const std::string& name : ReachDesignNames())
        {
            const DesignChoice made = ReachDesign(name);
            const Design& design = made.GetDesign();
            for (const UpdateOrder order :
                 {UpdateOrder::kNaive, UpdateOrder::kAddBeforeRemove, UpdateOrder::kTwoPhase})
            {
                const ControlPlaneKind& kind = *FindControlPlaneKind(control);
                if (design.CanUse(kind) && !ObjectionToOrder(design, kind, order))
                {
                    DesignChoice& choice = choices.emplace_back(made);
                    choice.SetControlPlane(control);
                    UpdateKeys updates;
                    updates.order = order;
                    choice.SetUpdates(updates);
                }
            }
        }
        const size_t drawn = *rc::gen::inRange<size_t>(0, choices.size());
        RC_LOG() << choices[drawn].GetDesign().Name() << ", choice " << drawn << std::endl;
        return choices[drawn];
    }
};

TEST_P(TurmoilLaws, PlacesHoldWhatTheControllerWantsOnceAllIsQuiet)
{
    rc::detail::checkGTest(
        [this]
        {
            CloudScenario scenario = DrawScenario(Differ::kInEverything);
            if (*rc::gen::arbitrary<bool>())
            {
                scenario.moreControllers.push_back({.name = "second"});
            }
            const DesignChoice choice = DrawChoice();
            Auditor auditor(choice, scenario);
            Turmoil turmoil(auditor.cloud, scenario);
            for (int i = 0; i < 12; ++i)
            {
                turmoil.HappenOnce();
                auditor.Remember();
                auditor.cloud.RunFor(
                    MicroSeconds(*rc::gen::element<int64_t>(0, 10, 300, 3000, 200'000)));
                auditor.Remember();
            }
            turmoil.Reconnect();
            auditor.cloud.RunFor(AgesUnder(GetParam()));
            auditor.Remember();
            RC_ASSERT(turmoil.IsQuiet());
            RC_ASSERT(auditor.WantsWhatAFreshCompileGives());
            RC_ASSERT(auditor.Audit() == std::vector<std::string>{});
        });
}

INSTANTIATE_TEST_SUITE_P(AllControlPlanes,
                         TurmoilLaws,
                         testing::ValuesIn(ControlPlaneNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
