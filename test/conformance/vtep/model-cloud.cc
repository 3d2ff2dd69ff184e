// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/model-cloud.h"

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/hook/bpf-map.h"
#include "test/conformance/vtep/outer-fields.h"

#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <span>

namespace ns3::vnlab::test
{

namespace
{

using address_plan::HostAddress;

const Topology kTopology{.racks = 1, .hostsPerRack = kHosts, .spines = 1};
const Time kQuiet = MilliSeconds(10); ///< longer than a frame is under way

Bytes
BytesOfPacket(const Ptr<const Packet>& packet)
{
    Bytes bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

} // namespace

const char*
ToString(Mutant mutant)
{
    switch (mutant)
    {
    case Mutant::kNone:
        return "none";
    case Mutant::kTtl63:
        return "outer TTL 63";
    case Mutant::kNoOuterEcn:
        return "ECN not copied out";
    case Mutant::kNoUdpChecksum:
        return "no outer UDP checksum";
    case Mutant::kWrongVni:
        return "wrong VNI of one segment";
    case Mutant::kSmallMtu:
        return "underlay MTU 1499";
    case Mutant::kOneEntryMissing:
        return "host 0 has no entries of host 2";
    case Mutant::kLearningTurnedOver:
        return "learning turned over";
    }
    return "";
}

ModelCloud::ModelCloud(Mode mode, Mutant mutant)
    : m_mutant(mutant),
      m_fabric(kTopology, {}, {}, WanGraph{}, m_drops)
{
    for (uint32_t host = 0; host < kHosts; ++host)
    {
        AddHost(host, mode);
    }
    for (uint32_t vm = 0; vm < kVms.size(); ++vm)
    {
        AddVm(vm);
    }
    mode == Mode::kStatic ? FillStatic() : FillFlood();
}

ModelCloud::~ModelCloud()
{
    m_vteps.clear();
    Simulator::Destroy();
}

Vni
ModelCloud::VniOf(uint32_t segment) const
{
    const bool wrong = m_mutant == Mutant::kWrongVni && segment == 1;
    return {kSegments[segment].value + (wrong ? 1 : 0)};
}

void
ModelCloud::AddHost(uint32_t host, Mode mode)
{
    auto uplink = CreateObject<UplinkDevice>();
    if (m_mutant == Mutant::kSmallMtu)
    {
        uplink->SetMtu(1499);
    }
    uplink->TraceConnect(
        "PromiscSniffer", std::to_string(host), MakeCallback(&ModelCloud::SeeUplink, this));
    const bool learning = (mode == Mode::kLearn) != (m_mutant == Mutant::kLearningTurnedOver);
    m_vteps.push_back(std::make_unique<Vtep>(
        uplink, m_fabric, HostId{host}, m_drops, *FindEncapsulation("vxlan"), learning, nullptr));
}

void
ModelCloud::AddVm(uint32_t number)
{
    const TestVm& vm = kVms[number];
    auto vnic = CreateObject<VnicDevice>();
    vnic->Configure(
        {number}, ToMac48(vm.mac), address_plan::VnicAddress({vm.host}, number + 1), m_drops);
    vnic->SetSink(this);
    const Vni vni = VniOf(vm.segment);
    Vtep& vtep = *m_vteps[vm.host];
    vtep.Write(TableId::kPortSegment,
               ObjectBytes(PortSegmentKey{{number}}),
               ObjectBytes(PortSegmentValue{vni}));
    vtep.Attach(vnic);
    m_vnics.push_back(vnic);
}

void
ModelCloud::FillStatic()
{
    for (uint32_t host = 0; host < kHosts; ++host)
    {
        for (const TestVm& vm : kVms)
        {
            const bool missing = m_mutant == Mutant::kOneEntryMissing && host == 0 && vm.host == 2;
            if (vm.host == host || missing)
            {
                continue;
            }
            const Vni vni = VniOf(vm.segment);
            m_vteps[host]->Write(TableId::kFdb,
                                 ObjectBytes(SegmentMacKey{vni, vm.mac}),
                                 ObjectBytes(FdbValue{HostAddress({vm.host})}));
            m_vteps[host]->Write(
                TableId::kArp, ObjectBytes(ArpKey{vni, vm.address}), ObjectBytes(ArpValue{vm.mac}));
        }
    }
}

void
ModelCloud::FillFlood()
{
    for (uint32_t host = 0; host < kHosts; ++host)
    {
        for (uint32_t other = 0; other < kHosts; ++other)
        {
            const bool missing = m_mutant == Mutant::kOneEntryMissing && host == 0 && other == 2;
            for (uint32_t segment = 0; segment < kSegments.size(); ++segment)
            {
                if (other != host && !missing)
                {
                    m_vteps[host]->Write(
                        TableId::kFlood,
                        ObjectBytes(FloodKey{VniOf(segment), HostAddress({other})}),
                        {});
                }
            }
        }
    }
}

void
ModelCloud::See(Place place, const Ptr<const Packet>& packet)
{
    Bytes frame = BytesOfPacket(packet);
    if (place.kind == Place::Kind::kUplink)
    {
        Spoil(frame, m_mutant);
    }
    m_seen.push_back({place, std::move(frame)});
}

void
ModelCloud::SeeUplink(std::string context, Ptr<const Packet> frame)
{
    See({Place::Kind::kUplink, static_cast<uint32_t>(std::stoul(context))}, frame);
}

void
ModelCloud::ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame)
{
    See({Place::Kind::kVm, static_cast<VnicDevice&>(device).GetVnic().value}, frame);
}

Sightings
ModelCloud::Inject(const Input& input)
{
    m_seen.clear();
    for (const Bytes& bytes : input.frames)
    {
        auto frame = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        if (input.at.kind == Place::Kind::kVm)
        {
            m_vnics[input.at.index]->InjectFrame(frame);
        }
        else
        {
            m_vteps[input.at.index]->SendFromHost(frame);
        }
    }
    Simulator::Stop(kQuiet);
    Simulator::Run();
    return std::move(m_seen);
}

} // namespace ns3::vnlab::test
