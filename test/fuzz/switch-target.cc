// SPDX-License-Identifier: GPL-2.0-only
// Entries written into a VTEP and frames through it: from its vNICs, and from a host whose guest may
// speak to the underlay. An entry is a table, length of key and value, and both; a frame is the sender,
// then as in fuzz-frame.h.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/routed-switch.h"
#include "model/dataplane/vtep.h"
#include "test/dataplane/cloud.h"
#include "test/fuzz/fuzz-frame.h"

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

void
WriteEntries(fuzz::FuzzInput& input, HostSwitch& to)
{
    constexpr uint8_t kMostEntries = 16;
    const uint8_t entries = input.Take<uint8_t>() % kMostEntries;
    for (uint8_t i = 0; i < entries; ++i)
    {
        const TableId table{input.Take<uint8_t>()};
        const size_t keySize = input.Take<uint8_t>();
        const size_t valueSize = input.Take<uint8_t>();
        const std::vector<uint8_t> key = input.Bytes(keySize);
        to.Write(table, key, input.Bytes(valueSize));
    }
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    test::Cloud cloud({.racks = 2, .hostsPerRack = 1, .spines = 1});
    auto& vtep = cloud.AddSwitch<Vtep>(0, *FindEncapsulation("vxlan"), true, nullptr);
    auto& routed = cloud.AddSwitch<RoutedSwitch>(1);
    const Ptr<VnicDevice> devices[] = {
        cloud.AddVnic(vtep, 0), cloud.AddVnic(vtep, 1), cloud.AddVnic(routed, 2)};
    for (const uint32_t vnic : {0, 1})
    {
        cloud.AddGuest(test::GuestKind::kLight, devices[vnic], test::kA + vnic);
        test::WriteEntry(vtep,
                         TableId::kPortSegment,
                         PortSegmentKey{VnicId{vnic}},
                         PortSegmentValue{test::kSegment});
    }
    WriteEntries(input, vtep);
    while (!input.AtEnd())
    {
        const size_t sender = input.Take<uint8_t>() % std::size(devices);
        devices[sender]->InjectFrame(fuzz::AsPacket(fuzz::TakeFrame(input)));
    }
    Simulator::Stop(Seconds(100));
    Simulator::Run();
    return 0;
}
