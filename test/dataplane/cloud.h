// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_CLOUD_H
#define VNLAB_TEST_CLOUD_H

#include "model/dataplane/host-switch.h"
#include "model/guest/full-guest.h"
#include "model/guest/light-guest.h"
#include "model/hook/bpf-map.h"
#include "model/substrate/address-plan.h"
#include "model/substrate/fabric.h"

#include "ns3/simulator.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// Two or three guests of one segment.
inline constexpr Vni kSegment{5};
inline constexpr uint32_t kA = 0x0a000001;
inline constexpr uint32_t kB = 0x0a000002;
inline constexpr uint32_t kC = 0x0a000003;
inline constexpr MacBytes kMacA = address_plan::VnicMac(VnicId{0});
inline constexpr MacBytes kMacB = address_plan::VnicMac(VnicId{1});

using Bytes = std::vector<uint8_t>;

/// @return all bytes of a packet
Bytes BytesOfPacket(const Ptr<const Packet>& packet);

/// @return the bytes that a string of hexadecimal digits and spaces stands for
Bytes FromHex(const std::string& digits);

enum class GuestKind
{
    kLight,
    kFull,
};

/// What a guest's application got.
struct Received
{
    uint32_t vm;
    uint32_t source;
    uint16_t sourcePort;
    uint16_t destinationPort;
    Bytes payload;
    bool operator==(const Received&) const = default;
};

/// What the drop log saw.
struct Dropped
{
    DropReason reason;
    Bytes packet;
    bool operator==(const Dropped&) const = default;
};

/// A leaf-spine with host switches, vNICs and guests, and a record of what became of their packets.
class Cloud : private GuestListener
{
  public:
    explicit Cloud(const Topology& topology = {.racks = 2, .hostsPerRack = 2, .spines = 2},
                   const LinkProfile& links = {});
    ~Cloud() override;

    /// Makes the switch of a host. @param more arguments of the switch behind the drop log
    template <class Switch, class... Args>
    Switch& AddSwitch(uint32_t host, Args&&... more)
    {
        auto made = std::make_unique<Switch>(
            CreateObject<UplinkDevice>(), fabric, HostId{host}, drops, std::forward<Args>(more)...);
        Switch& result = *made;
        m_switches.push_back(std::move(made));
        return result;
    }

    /// Makes a vNIC and plugs it in; its provider address has slot `vnic` + 1 of the host.
    Ptr<VnicDevice> AddVnic(HostSwitch& hostSwitch, uint32_t vnic);

    /// Makes a guest with one vNIC, the VM's number being the vNIC's.
    Guest& AddGuest(GuestKind kind, Ptr<VnicDevice> device, uint32_t address, uint8_t prefix = 24);

    DropLog drops;
    Topology topology;
    Fabric fabric;
    std::vector<Received> received;
    std::vector<Dropped> dropped;

  private:
    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override;

    std::vector<std::unique_ptr<HostSwitch>> m_switches;
    std::vector<std::unique_ptr<Guest>> m_guests;
};

/// Records the frames that a vNIC's guest is given.
class FrameRecorder : public FrameSink
{
  public:
    void ReceiveFrame(EthernetDevice&, Ptr<Packet> frame) override
    {
        frames.push_back(BytesOfPacket(frame));
    }

    std::vector<Bytes> frames;
};

/// Writes an entry whose key and value are the plain structs of a table.
template <class Key, class Value>
bool
WriteEntry(HostSwitch& to, TableId table, const Key& key, const Value& value)
{
    return to.Write(table, ObjectBytes(key), ObjectBytes(value));
}

/// @return a UDP datagram from one vNIC to another as an Ethernet frame
Ptr<Packet> MakeUdpFrame(const MacBytes& sourceMac,
                         const MacBytes& destinationMac,
                         uint32_t source,
                         uint32_t destination,
                         const Bytes& payload,
                         bool dontFragment = false,
                         uint8_t tos = 0);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_CLOUD_H
