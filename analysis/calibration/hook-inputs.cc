// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/hook-inputs.h"

#include "model/hook/bpf/tunnel-maps.h"

#include <algorithm>
#include <array>
#include <bit>
#include <linux/bpf.h>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

using Octets = std::array<uint8_t, 4>;

constexpr Octets kSender{10, 0, 0, 1};
constexpr Octets kReceiver{10, 0, 0, 2};
constexpr Octets kSenderHost{192, 168, 0, 1};
constexpr Octets kReceiverHost{192, 168, 0, 2};
constexpr uint32_t kVni = 42;
constexpr uint32_t kLoopback = 1; // an interface that every machine has
constexpr size_t kPayload = 64;

// Ethernet, IPv4 and UDP from 10.0.0.1 to 10.0.0.2.
constexpr uint8_t kHeaders[] = {0x02, 0,    0,    0,    0,    0xb0,          // to
                                0x02, 0,    0,    0,    0,    0xa1,          // from
                                0x08, 0,                                     // IPv4
                                0x45, 0,    0,    0x5c, 0x12, 0x34, 0x40, 0, // 92 bytes
                                0x40, 0x11, 0x14, 0x5b, 10,   0,    0,    1, 10, 0, 0, 2, // UDP
                                0x13, 0x88, 0x13, 0x89, 0,    0x48, 0,    0};

/// @return one entry
template <class Key, class Value>
MapContents
Entry(const Key& key, const Value& value)
{
    const auto keyBytes = ObjectBytes(key);
    const auto valueBytes = ObjectBytes(value);
    return {Bytes(keyBytes.begin(), keyBytes.end()), Bytes(valueBytes.begin(), valueBytes.end())};
}

Bytes
Frame()
{
    Bytes frame(std::begin(kHeaders), std::end(kHeaders));
    frame.resize(frame.size() + kPayload);
    return frame;
}

MapContents
Tunnel()
{
    const vnlab_encap_key key{std::bit_cast<__be32>(kReceiver)};
    vnlab_encap_value value{};
    value.local = std::bit_cast<__be32>(kSenderHost);
    value.remote = std::bit_cast<__be32>(kReceiverHost);
    value.tunnel_id = kVni;
    value.protocol = VNLAB_TUNNEL_VXLAN;
    return Entry(key, value);
}

MapContents
TunnelEnd()
{
    vnlab_decap_key key{};
    key.remote = std::bit_cast<__be32>(kSenderHost);
    key.tunnel_id = kVni;
    key.protocol = VNLAB_TUNNEL_VXLAN;
    return Entry(key, vnlab_decap_value{});
}

MapContents
Member()
{
    vnlab_whitelist_key key{};
    std::copy_n(kHeaders + sizeof(key.source_mac), sizeof(key.source_mac), key.source_mac);
    key.source = std::bit_cast<__be32>(kSender);
    return Entry(key, vnlab_whitelist_value{});
}

/// @return an input with a rule in the program's first map and nothing in the others
HookInput
InputWith(const HookProgram& program, MapContents rule, Bytes frame)
{
    MapState maps(program.maps.size());
    maps.front() = std::move(rule);
    return {std::make_shared<const MapState>(std::move(maps)), kLoopback, std::move(frame)};
}

/// @return the frame as it leaves the tunnel's beginning
Bytes
Encapsulated()
{
    VnicHooks hooks;
    hooks.Attach(kEncapsulateProgram);
    WriteMaps(kEncapsulateProgram, TimedInput(kEncapsulateProgram), hooks);
    const Bytes frame = Frame();
    FrameBuffer buffer{std::span<const uint8_t>(frame)};
    hooks.Run(kEncapsulateProgram.point, buffer);
    return {buffer.Data(), buffer.Data() + buffer.Size()};
}

} // namespace

HookInput
TimedInput(const HookProgram& program)
{
    if (&program == &kEncapsulateProgram)
    {
        return InputWith(program, Tunnel(), Frame());
    }
    if (&program == &kDecapsulateProgram)
    {
        return InputWith(program, TunnelEnd(), Encapsulated());
    }
    if (&program == &kWhitelistProgram)
    {
        return InputWith(program, Member(), Frame());
    }
    throw std::invalid_argument(std::string("nothing to time ") + program.name + " with");
}

void
WriteMaps(const HookProgram& program, const HookInput& input, VnicHooks& hooks)
{
    for (size_t i = 0; i < program.maps.size(); ++i)
    {
        const vnlab_map& layout = *program.maps[i];
        const MapContents& contents = input.maps->at(i);
        for (size_t entry = 0; entry < CountEntries(layout, contents); ++entry)
        {
            hooks.Map(layout).Update(
                std::span(contents.keys).subspan(entry * layout.key_size, layout.key_size),
                std::span(contents.values).subspan(entry * layout.value_size, layout.value_size),
                BPF_ANY);
        }
    }
}

} // namespace ns3::vnlab
