// SPDX-License-Identifier: GPL-2.0-only
//
// LinkWire enforces virtual links with hooks inside the VMs. Three VMs, two links: web - app - db.
// Someone in `web` tries to reach `db` without a link, with one datagram each: as a user, stopped
// by the hooks in `web`; as root, past these hooks, on a network that does not know tenants'
// addresses; in a tunnel that the hooks in `db` do not know; and in a tunnel that they do know.
//
// Try: add the link web -- db to the specification.
//      "identity-firewall" instead of "linkwire": it enforces in the hosts, beyond the reach of
//      root in a VM.

#include "ns3/design-helper.h"
#include "ns3/frame-forge.h"
#include "ns3/simulator.h"
#include "ns3/spec-reader.h"
#include "ns3/substrate-helper.h"
#include "ns3/tenant-helper.h"

#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

/// The application in all VMs: says what arrives.
class Reporter : public GuestListener
{
    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        std::cout << "  VM " << guest.GetVm().value << " gets a datagram from "
                  << FormatIpv4(datagram.source) << '\n';
    }
};

} // namespace

int
main()
{
    const Specification shop =
        ReadSpecification("graph { web -- app -- db }", SpecFormat::kDot, "shop").specification;
    SubstrateHelper substrateHelper;
    substrateHelper.SetTopology({.racks = 3, .hostsPerRack = 1, .spines = 2});
    const auto substrate = substrateHelper.Build();
    TenantHelper tenants;
    tenants.Add("shop", {&shop});
    CloudPlan plan = tenants.Plan(substrateHelper.GetTopology(), {});
    const auto vnicOf = [&plan](const char* name)
    { return plan.At(plan.tenants[0].vmByName.at(name)).vnics[0]; };
    const VnicId web = vnicOf("web");
    const VnicId app = vnicOf("app");
    const VnicId db = vnicOf("db");

    Reporter reporter;
    const auto cloud = DesignHelper("linkwire").Install(*substrate, plan);
    cloud->AddListener(&reporter);
    substrate->drops.AddObserver([](DropReason reason, const Ptr<const Packet>&)
                                 { std::cout << "  dropped: " << ToString(reason) << '\n'; });

    const auto sendAsUser = [&](const char* what, VnicId to)
    {
        std::cout << what << '\n';
        cloud->GuestOf(plan.At(web).vm)
            .SendUdp(plan.At(to).address, kTrafficPort, kServicePort, Create<Packet>(100));
    };
    const auto sendAsRoot = [&](const char* what, const Ptr<Packet>& frame)
    {
        std::cout << what << '\n';
        cloud->DeviceOf(web).InjectFrame(frame);
    };
    const FrameForge forge(plan, plan.start);
    const auto plain = [&] { return forge.Plain(web, db, Create<Packet>(100)); };
    const auto tunnelledAs = [&](VnicId sender)
    { return forge.Tunnelled(sender, db, Create<Packet>(100)).front(); };

    const auto at = [](int ms, auto what) { Simulator::Schedule(MilliSeconds(ms), what); };
    const auto attempt = [&](uint64_t)
    {
        at(1, [&] { sendAsUser("user of web to app:", app); });
        at(2, [&] { sendAsUser("user of web to db:", db); });
        at(3, [&] { sendAsRoot("root of web to db:", plain()); });
        at(4, [&] { sendAsRoot("root of web to db, in a tunnel:", tunnelledAs(web)); });
        at(5, [&] { sendAsRoot("root of web to db, in the tunnel of app:", tunnelledAs(app)); });
    };
    const Specification* versions[] = {&shop};
    cloud->Start(versions, attempt);
    Simulator::Stop(MilliSeconds(100));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
