// SPDX-License-Identifier: GPL-2.0-only
// Frames that arrive at a guest: ARP, fragments, ICMP, UDP, TCP to an open port, an answer to its own SYN.
// A frame is a byte of Checksums, a length and its bytes.
#include "model/guest/light-guest.h"
#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"
#include "test/fuzz/fuzz-frame.h"

#include "ns3/simulator.h"

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

constexpr uint32_t kOwn = 0x0a000002;
constexpr uint32_t kPeer = 0x0a000001;

class Network : public VnicPeer, public GuestListener
{
  public:
    void ReceiveFromVnic(VnicDevice&, Ptr<Packet> frame) override
    {
        fuzz::Require(CheckedFieldsOf(frame).has_value(), "what a guest sends is well-formed");
    }

    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        guest.SendUdp(datagram.source, kTrafficPort, datagram.sourcePort, datagram.payload->Copy());
    }

    void ReceiveTcp(Guest& guest, const TcpConnection& connection, const Ptr<Packet>& data) override
    {
        guest.Send(connection, data->Copy());
    }
};

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    DropLog drops;
    Network network;
    const auto device = CreateObject<VnicDevice>();
    device->Configure(VnicId{1}, Mac48Address("02:00:00:00:00:b0"), 0x64400001, drops);
    device->SetPeer(&network);
    {
        LightGuest guest(VmId{1}, drops);
        guest.SetListener(&network);
        guest.AddVnic(device, kOwn, 24);
        guest.Listen(ipproto::kTcp, kServicePort);
        guest.Connect(kPeer, kServicePort, 40'000, Population::kTraffic);
        while (!input.AtEnd())
        {
            device->ReceiveFromHost(fuzz::AsPacket(fuzz::TakeFrame(input)));
        }
        Simulator::Stop(Seconds(100));
        Simulator::Run();
    }
    Simulator::Destroy();
    device->Dispose();
    return 0;
}
