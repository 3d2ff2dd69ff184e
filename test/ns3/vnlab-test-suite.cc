// SPDX-License-Identifier: GPL-2.0-only
//
// The suite of the module for ns-3's own test runner: known answers of whole deployments, and what an
// ns-3 program relies on. Everything else is tested in the standalone build.

#include "ns3/bulk-send-helper.h"
#include "ns3/design-helper.h"
#include "ns3/full-guest.h"
#include "ns3/mac48-address.h"
#include "ns3/object-factory.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/simulator.h"
#include "ns3/spec-reader.h"
#include "ns3/substrate-helper.h"
#include "ns3/tenant-helper.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"
#include "ns3/uplink-device.h"
#include "ns3/vnic-device.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// Three VMs on three hosts, two virtual links: web - app - db.
class ShopTestCase : public TestCase
{
  public:
    using TestCase::TestCase;

  protected:
    void Deploy(const std::string& design, GuestKind guests, const Deployment::Done& done)
    {
        shop =
            ReadSpecification("graph { web -- app -- db }", SpecFormat::kDot, "shop").specification;
        SubstrateHelper substrateHelper;
        substrateHelper.SetTopology({.racks = 3, .hostsPerRack = 1, .spines = 2});
        substrate = substrateHelper.Build();
        TenantHelper tenants;
        tenants.Add("shop", {&shop});
        plan = tenants.Plan(substrateHelper.GetTopology(), {});
        DesignHelper designHelper(design);
        designHelper.SetGuests(guests);
        cloud = designHelper.Install(*substrate, plan);
        const Specification* versions[] = {&shop};
        cloud->Start(versions, done);
    }

    VmId Vm(const std::string& name) const
    {
        return plan.tenants[0].vmByName.at(name);
    }

    VnicId Vnic(const std::string& name) const
    {
        return plan.At(Vm(name)).vnics[0];
    }

    void RunUntil(Time end)
    {
        Simulator::Stop(end);
        Simulator::Run();
    }

    Specification shop;
    std::unique_ptr<Substrate> substrate;
    CloudPlan plan;
    std::unique_ptr<Deployment> cloud;

  private:
    void DoTeardown() override
    {
        Simulator::Destroy();
        cloud.reset();
        substrate.reset();
    }
};

/// A datagram from web to each of the others: app has a link to it, db has none.
class ReachTestCase : public ShopTestCase, private GuestListener
{
  public:
    ReachTestCase(const std::string& design, std::vector<std::string> reached)
        : ShopTestCase("web of web - app - db reaches, under " + design),
          m_design(design),
          m_expected(std::move(reached))
    {
    }

  private:
    void DoRun() override
    {
        Deploy(m_design, GuestKind::kLight, [this](uint64_t) { SendToOthers(); });
        cloud->AddListener(this);
        RunUntil(Seconds(5));
        NS_TEST_ASSERT_MSG_EQ(m_reached.size(), m_expected.size(), "VMs that a datagram reached");
        for (size_t i = 0; i < m_expected.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(m_reached[i], m_expected[i], "a VM that a datagram reached");
        }
    }

    void SendToOthers()
    {
        for (const std::string name : {"app", "db"})
        {
            cloud->GuestOf(Vm("web")).SendUdp(
                plan.At(Vnic(name)).address, kTrafficPort, kServicePort, Create<Packet>(100));
        }
    }

    void ReceiveUdp(Guest& guest, const UdpDatagram&) override
    {
        m_reached.push_back(plan.At(guest.GetVm()).name);
    }

    std::string m_design;
    std::vector<std::string> m_expected;
    std::vector<std::string> m_reached;
};

/// LinkWire's hook in the sender ends what has no link, and the vNIC's Drop trace says why.
class DropTraceTestCase : public ShopTestCase
{
  public:
    DropTraceTestCase()
        : ShopTestCase("VnicDevice: Drop trace")
    {
    }

  private:
    void DoRun() override
    {
        const auto send = [this](uint64_t)
        {
            cloud->GuestOf(Vm("web")).SendUdp(
                plan.At(Vnic("db")).address, kTrafficPort, kServicePort, Create<Packet>(100));
        };
        Deploy("linkwire", GuestKind::kLight, send);
        cloud->DeviceOf(Vnic("web"))
            .TraceConnectWithoutContext("Drop", MakeCallback(&DropTraceTestCase::NoteDrop, this));
        RunUntil(Seconds(1));
        NS_TEST_ASSERT_MSG_EQ(m_reasons.size(), 1, "dropped frames");
        NS_TEST_ASSERT_MSG_EQ(m_reasons[0], "no-tunnel", "the reason");
    }

    void NoteDrop(Ptr<const Packet>, DropReason reason)
    {
        m_reasons.emplace_back(ToString(reason));
    }

    std::vector<std::string> m_reasons;
};

/// Stock ns-3 applications on VMs that are nodes.
class StockApplicationTestCase : public ShopTestCase
{
  public:
    StockApplicationTestCase()
        : ShopTestCase("TCP between VMs that are ns-3 nodes")
    {
    }

  private:
    void DoRun() override
    {
        Deploy("vxlan", GuestKind::kFull, [this](uint64_t) { StartApplications(); });
        NS_TEST_ASSERT_MSG_EQ(DesignHelper::AssignStreams(*cloud, 100), 3, "a stream for each VM");
        RunUntil(Seconds(5));
        NS_TEST_ASSERT_MSG_EQ(
            DynamicCast<PacketSink>(m_sink.Get(0))->GetTotalRx(), 100'000, "bytes that arrived");
    }

    void StartApplications()
    {
        const InetSocketAddress server(Ipv4Address(plan.At(Vnic("app")).address), 80);
        m_sink = PacketSinkHelper("ns3::TcpSocketFactory", server).Install(NodeOf("app"));
        BulkSendHelper source("ns3::TcpSocketFactory", server);
        source.SetAttribute("MaxBytes", UintegerValue(100'000));
        source.Install(NodeOf("web"));
    }

    Ptr<Node> NodeOf(const std::string& name)
    {
        return dynamic_cast<FullGuest&>(cloud->GuestOf(Vm(name))).GetNode();
    }

    ApplicationContainer m_sink;
};

/// vNICs and uplinks by their TypeIds, as ns-3's configuration makes and sets objects.
class DeviceAttributesTestCase : public TestCase
{
  public:
    DeviceAttributesTestCase()
        : TestCase("attributes of vNICs and uplinks")
    {
    }

  private:
    void DoRun() override
    {
        const Mac48Address address("02:00:00:00:00:07");
        for (const TypeId& type : {VnicDevice::GetTypeId(), UplinkDevice::GetTypeId()})
        {
            NS_TEST_ASSERT_MSG_EQ(type.GetGroupName(), "Vnlab", type.GetName());
            ObjectFactory factory(type.GetName());
            factory.Set("Mtu", UintegerValue(9000));
            const auto device = factory.Create<EthernetDevice>();
            device->SetAttribute("Address", Mac48AddressValue(address));
            NS_TEST_ASSERT_MSG_EQ(device->GetMtu(), 9000, type.GetName());
            NS_TEST_ASSERT_MSG_EQ(device->GetMac(), address, type.GetName());
        }
    }
};

class VnlabTestSuite : public TestSuite
{
  public:
    VnlabTestSuite()
        : TestSuite("vnlab", Type::UNIT)
    {
        AddTestCase(new ReachTestCase("flat", {"app", "db"}));
        AddTestCase(new ReachTestCase("vxlan", {"app", "db"}));
        AddTestCase(new ReachTestCase("linkwire", {"app"}));
        AddTestCase(new ReachTestCase("identity-firewall", {"app"}));
        AddTestCase(new DropTraceTestCase);
        AddTestCase(new StockApplicationTestCase);
        AddTestCase(new DeviceAttributesTestCase);
    }
};

VnlabTestSuite g_vnlabTestSuite;

} // namespace
} // namespace ns3::vnlab::test
