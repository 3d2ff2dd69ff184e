// SPDX-License-Identifier: GPL-2.0-only
#include "test/hook/hook-fixtures.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <iomanip>
#include <iterator>
#include <linux/bpf.h>

namespace ns3::vnlab
{

namespace
{

void
Append16(Bytes& bytes, uint16_t value)
{
    bytes.push_back(value >> 8);
    bytes.push_back(value & 0xff);
}

template <class Container>
void
Append(Bytes& bytes, const Container& more)
{
    std::ranges::copy(more, std::back_inserter(bytes));
}

__be32
Wire(Ip address)
{
    __be32 wire;
    std::memcpy(&wire, address.data(), sizeof(wire));
    return wire;
}

} // namespace

Bytes
Hex(std::string_view digits)
{
    Bytes bytes;
    int high = -1;
    for (char digit : digits)
    {
        if (!std::isxdigit(static_cast<unsigned char>(digit)))
        {
            continue;
        }
        int value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
        if (high < 0)
        {
            high = value;
            continue;
        }
        bytes.push_back(static_cast<uint8_t>(high << 4 | value));
        high = -1;
    }
    return bytes;
}

Bytes
Join(Bytes first, const Bytes& second)
{
    Append(first, second);
    return first;
}

uint16_t
InternetChecksum(const Bytes& header)
{
    uint32_t sum = 0;
    for (size_t i = 0; i + 1 < header.size(); i += 2)
    {
        sum += header[i] << 8 | header[i + 1];
    }
    while (sum > 0xffff)
    {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(~sum);
}

Bytes
Ethernet(Mac destination, Mac source, uint16_t type)
{
    Bytes header;
    Append(header, destination);
    Append(header, source);
    Append16(header, type);
    return header;
}

Bytes
Ipv4(const Ipv4Fields& fields, const Bytes& payload)
{
    size_t headerLength = 20 + fields.options.size();
    Bytes header;
    header.push_back(0x40 | headerLength / 4);
    header.push_back(fields.tos);
    Append16(header, headerLength + payload.size());
    Append16(header, fields.identification);
    Append16(header, fields.fragment);
    header.push_back(64);
    header.push_back(fields.protocol);
    Append16(header, 0);
    Append(header, fields.source);
    Append(header, fields.destination);
    Append(header, fields.options);
    uint16_t checksum = InternetChecksum(header);
    header[10] = checksum >> 8;
    header[11] = checksum & 0xff;
    return Join(header, payload);
}

Bytes
Arp(uint16_t operation, Mac senderMac, Ip sender, Mac targetMac, Ip target)
{
    Bytes packet = Hex("0001 0800 06 04");
    Append16(packet, operation);
    Append(packet, senderMac);
    Append(packet, sender);
    Append(packet, targetMac);
    Append(packet, target);
    return packet;
}

Bytes
UdpFrame(size_t payloadLength, const Ipv4Fields& fields)
{
    Bytes udp = Hex("1388 1389"); // ports 5000 and 5001
    Append16(udp, 8 + payloadLength);
    Append16(udp, 0);
    for (size_t i = 0; i < payloadLength; ++i)
    {
        udp.push_back(static_cast<uint8_t>(i));
    }
    return Join(Ethernet(kBobMac, kAliceMac, 0x0800), Ipv4(fields, udp));
}

void
AddEncapsulation(VnicHooks& hooks, vnlab_tunnel_protocol protocol, Ip destination)
{
    vnlab_encap_key key{Wire(destination)};
    vnlab_encap_value value{};
    value.local = Wire(kAliceHost);
    value.remote = Wire(kBobHost);
    value.tunnel_id = protocol == VNLAB_TUNNEL_IPIP ? 0 : kVni;
    value.protocol = protocol;
    std::ranges::copy(kGatewayMac, value.gateway_mac);
    std::ranges::copy(kBobMac, value.peer_mac);
    hooks.Map(encap_map).Update(ObjectBytes(key), ObjectBytes(value), BPF_ANY);
}

void
AddDecapsulation(VnicHooks& hooks, vnlab_tunnel_protocol protocol, uint32_t tunnelId)
{
    vnlab_decap_key key{};
    key.remote = Wire(kAliceHost);
    key.tunnel_id = tunnelId;
    key.protocol = protocol;
    vnlab_decap_value value{};
    std::ranges::copy(kAliceMac, value.peer_mac);
    hooks.Map(decap_map).Update(ObjectBytes(key), ObjectBytes(value), BPF_ANY);
}

void
AddMember(VnicHooks& hooks, Mac mac, Ip address)
{
    vnlab_whitelist_key key{};
    std::ranges::copy(mac, key.source_mac);
    key.source = Wire(address);
    vnlab_whitelist_value value{};
    hooks.Map(whitelist_map).Update(ObjectBytes(key), ObjectBytes(value), BPF_ANY);
}

void
PrintTo(const Outcome& outcome, std::ostream* stream)
{
    *stream << "verdict " << int(outcome.verdict) << " reason " << outcome.reason << " frame "
            << std::hex << std::setfill('0');
    for (uint8_t byte : outcome.frame)
    {
        *stream << std::setw(2) << int(byte);
    }
    *stream << std::dec;
}

Outcome
RunHook(VnicHooks& hooks, HookPoint point, const Bytes& frame)
{
    FrameBuffer buffer{std::span<const uint8_t>(frame)};
    HookVerdict verdict = hooks.Run(point, buffer);
    Bytes after(buffer.Data(), buffer.Data() + buffer.Size());
    Append(after, std::span(frame).last(buffer.TailLength()));
    bool dropped = verdict == HookVerdict::kDrop;
    return {verdict, dropped ? hooks.LastDrop() : VNLAB_DROP_REASON_COUNT, after};
}

Outcome
Dropped(vnlab_drop_reason reason, const Bytes& frame)
{
    return {HookVerdict::kDrop, reason, frame};
}

Outcome
Passed(const Bytes& frame)
{
    return {HookVerdict::kPass, VNLAB_DROP_REASON_COUNT, frame};
}

uint64_t
AllDrops(const VnicHooks& hooks)
{
    uint64_t sum = 0;
    for (int reason = 0; reason < VNLAB_DROP_REASON_COUNT; ++reason)
    {
        sum += hooks.Drops(static_cast<vnlab_drop_reason>(reason));
    }
    return sum;
}

} // namespace ns3::vnlab
