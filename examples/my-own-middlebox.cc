// SPDX-License-Identifier: GPL-2.0-only
//
// A custom middlebox: "sampler" lets one packet in four pass, in the VM "probe" on a service chain. In
// model/service/, it would be a `[[middleboxes]] kind`. Try: DesignHelper("flat"), which knows no chains.

#include "helper/design-helper.h"
#include "helper/middlebox-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/spec/spec-reader.h"

#include "ns3/simulator.h"

#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

class Sampler : public Middlebox
{
  public:
    Passage Take(Ptr<Packet>&, FrameFields&, Time) override
    {
        return m_seen++ % 4 == 0 ? Passage::kOn : Passage::kRefused;
    }

    std::map<std::string, uint64_t> Counts() const override
    {
        return {{"seen", m_seen}};
    }

  private:
    uint64_t m_seen{0};
};

// clang-format off
class SamplerKind : public MiddleboxKind
{
    std::string_view Name() const override { return "sampler"; }
    std::string_view Description() const override { return "lets one packet in four pass"; }
    std::unique_ptr<OwnKeys> MakeKeys() const override { return std::make_unique<NoKeys>(); }
    std::unique_ptr<Middlebox> Make(const MiddleboxPlace&, const OwnKeys&) const override
    { return std::make_unique<Sampler>(); }
};
// clang-format on

const MiddleboxKindRegistration kSampler{std::make_unique<SamplerKind>()};

class Counter : public GuestListener
{
  public:
    void ReceiveUdp(Guest&, const UdpDatagram&) override
    {
        ++got;
    }

    int got{0};
};

} // namespace

int
main()
{
    const auto substrate = SubstrateHelper().Build();
    const Specification chain = ReadSpecification("graph { chains = \"a>probe>z\"; a; probe; z }",
                                                  SpecFormat::kDot,
                                                  "chain")
                                    .specification;
    TenantHelper tenants;
    tenants.Add("shop", {&chain});
    CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
    const auto cloud = DesignHelper("linkwire").Install(*substrate, plan);
    MiddleboxHelper middleboxes(*cloud);
    middleboxes.Install(TenantId{0}, chain, "probe", "sampler");
    Counter counter;
    cloud->AddListener(&counter);
    const uint32_t z = plan.At(plan.At(VmId{2}).vnics.front()).address;
    const auto send = [&]
    { cloud->GuestOf(VmId{0}).SendUdp(z, 1, kTrafficPort, Create<Packet>(8)); };
    const Specification* const wanted[] = {&chain};
    cloud->Start(wanted,
                 [&send](uint64_t)
                 {
                     for (int i = 0; i < 12; ++i)
                     {
                         Simulator::Schedule(MilliSeconds(10 * i), send);
                     }
                 });
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    std::cout << counter.got << " of " << middleboxes.Installed().size() * 12
              << " packets arrived\n";
    Simulator::Destroy();
}
