// SPDX-License-Identifier: GPL-2.0-only
//
// A custom design made of existing parts: "vxlan-attested" is VXLAN whose hosts verify each VM's
// certificate before they attach it. An impostor stays off the network; an admitted VM attacks whom it
// did before. In model/design/, every scenario knows it by name. Try: "vxlan-learn" for "vxlan".

#include "helper/design-helper.h"
#include "helper/identity-guard.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/design/reach-groups.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

class VxlanAttested : public Design
{
  public:
    std::string_view Name() const override
    {
        return "vxlan-attested";
    }

    std::string_view Description() const override
    {
        return "VXLAN for VMs with a verified certificate";
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return FindDesign("vxlan")->MakeCompiler();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return FindDesign("vxlan")->MakeHostSwitch(uplink, fabric, host, drops);
    }

    bool VerifiesIdentity() const override
    {
        return true;
    }

    uint16_t TunnelOverhead() const override
    {
        return 50;
    }

    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& asked) const override
    {
        return ReachSegment(tenants, asked.attacker);
    }
};

const DesignRegistration kVxlanAttested{std::make_unique<VxlanAttested>()};

} // namespace

int
main()
{
    const Specification shop = GenerateSpecification({.kind = "ring", .vms = 3});
    SubstrateHelper racks;
    racks.SetTopology({.racks = 3});
    const auto substrate = racks.Build();
    TenantHelper tenants;
    tenants.Add("shop", {&shop});
    CloudPlan plan = tenants.Plan(racks.GetTopology(), {});
    auto guard = std::make_unique<IdentityGuard>(plan, 1);
    const CertificateAuthority forger("forger", 2); // a CA that the tenant does not know
    guard->Present(VmId{2}, forger.Issue({plan.vms[2].uuid}, {0, 2 * kSimulationEpoch_s}));
    const auto cloud = DesignHelper("vxlan-attested").Install(*substrate, plan, std::move(guard));
    const auto send = [&](VmId from)
    { cloud->GuestOf(from).SendUdp(plan.vnics[0].address, 7, 7, Create<Packet>(9)); };
    const Specification* wanted = &shop;
    cloud->Start({&wanted, 1}, [&](uint64_t) { send(VmId{1}), send(VmId{2}); });
    Simulator::Run();
    const HostSwitch& host = cloud->SwitchOf(plan.HostOf({0}, plan.start));
    std::cout << "arrived: " << host.Work(Population::kTraffic).decapsulated
              << ", unverified: " << substrate->drops.Count(VNLAB_DROP_UNVERIFIED) << '\n';
    Simulator::Destroy();
}
