// SPDX-License-Identifier: GPL-2.0-only
//
// Whatever happens to a cloud under "bgp-evpn": once quiet, its tables are those of push.

#include "model/spec/spec-generator.h"
#include "test/deployment/evpn-tables.h"

#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

CloudScenario
DrawnEvpnScenario()
{
    const auto vms = *rc::gen::inRange<uint32_t>(5, 9);
    const auto seed = *rc::gen::inRange<uint64_t>(1, 1000);
    CloudScenario scenario{
        .name = "two",
        .tenants = {{"shop", {GenerateSpecification({.kind = "random", .vms = vms, .seed = seed})}},
                    {"bank", {GenerateSpecification({.kind = "three-tier", .vms = 6})}}},
        .moreControllers = {{.name = "second", .at = {NodeKind::kLeaf, 1}}}};
    scenario.placement.seed = seed;
    return scenario;
}

/// A cloud to which things happen, chosen by RapidCheck.
class EvpnTurmoil
{
  public:
    EvpnTurmoil(const DesignChoice& choice, const CloudScenario& scenario)
        : m_cloud(choice, scenario)
    {
    }

    /// Something happens; what cannot happen now does not.
    /// @return whether it did
    bool HappenOnce()
    {
        const VmId vm{*rc::gen::inRange<uint32_t>(0, m_cloud.fixture.plan.vms.size())};
        const HostId host{*rc::gen::inRange<uint32_t>(0, m_cloud.Cloud().HostCount())};
        Operations& operate = m_cloud.Cloud().Operate();
        const auto done = [this](uint64_t) { --m_open; };
        const bool runs = m_cloud.Cloud().IsActive(vm);
        switch (*rc::gen::inRange(0, 6))
        {
        case 0:
            return Try([&] { operate.Stop(vm, done); });
        case 1:
            return Try([&] { operate.Start(vm, done); });
        case 2:
            return m_failed.empty() &&
                   Try([&] { m_cloud.Fail(host, done), m_failed.insert(host); });
        case 3:
            return m_failed.erase(host) > 0 && Try([&] { operate.Repair(host, done); });
        default:
            return runs && !m_failed.contains(host) && Try([&] { MoveAtOnce(vm, host); });
        }
    }

    void RunFor(Time time)
    {
        m_cloud.RunFor(time);
    }

    void RequirePushed()
    {
        RC_ASSERT(m_open == 0);
        RC_ASSERT(m_cloud.Tables() == m_cloud.Pushed());
        const auto counts = m_cloud.Cloud().GetControlPlane().RunCounts();
        RC_ASSERT(counts.at("bgp_routes") == static_cast<double>(RoutesWanted()));
    }

  private:
    /// One type-2 route for each vNIC, one type-3 route for each host and segment.
    size_t RoutesWanted()
    {
        size_t routes = 0;
        for (const TenantView& view : m_cloud.Cloud().Views())
        {
            routes += view.Vnics().size();
            for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
            {
                routes += view.HostsOnPath(path).size();
            }
        }
        return routes;
    }

    template <class Act>
    bool Try(Act act)
    {
        try
        {
            ++m_open;
            act();
            return true;
        }
        catch (const std::invalid_argument&)
        {
            --m_open;
            return false;
        }
    }

    void MoveAtOnce(VmId vm, HostId host)
    {
        m_cloud.Cloud().Operate().Move(
            vm, host, Time(0), [](const ChangeReport&) {}, [this](uint64_t) { --m_open; });
        m_cloud.RunFor(NanoSeconds(1)); // nothing else happens to a VM that is on its way
    }

    EvpnCloud m_cloud;
    std::set<HostId> m_failed;
    int m_open{0};
};

RC_GTEST_PROP(BgpEvpnLawTest, TablesOnceQuietAreThoseOfPush, ())
{
    const CloudScenario scenario = DrawnEvpnScenario();
    BgpEvpnKeys keys;
    keys.reflectors = *rc::gen::inRange<uint64_t>(1, 4);
    keys.mrai_ns = *rc::gen::element<uint64_t>(0, 1'000'000, kSecond_ns);
    const DesignChoice choice = SpeakingBgp(keys);
    EvpnTurmoil turmoil(choice, scenario);
    turmoil.RequirePushed();
    for (int event = *rc::gen::inRange(1, 25); event > 0; --event)
    {
        turmoil.HappenOnce();
        turmoil.RunFor(MicroSeconds(*rc::gen::element<int64_t>(1, 30, 300, 3000, 300'000)));
    }
    turmoil.RunFor(Seconds(30));
    turmoil.RequirePushed();
}

} // namespace
} // namespace ns3::vnlab::test
