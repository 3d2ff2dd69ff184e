// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/packet-generator.h"

#include "test/conformance/hook/decapsulation-inputs.h"
#include "test/conformance/hook/encapsulation-inputs.h"
#include "test/conformance/hook/whitelist-inputs.h"

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kLongestTcFrame = 3712; // what one page leaves of BPF_PROG_TEST_RUN's buffer
constexpr uint32_t kLongestXdpFrame = ETH_HLEN + 0xffff;
constexpr int kBatchesPerFullMap = 20;
constexpr int kFullMapCases = 20;

uint16_t
TypeOf(const Bytes& frame)
{
    return frame[12] << 8 | frame[13];
}

/// Has the IPv4 header, and the UDP header after it, say how long the frame really is.
Bytes
WithLengths(Bytes frame)
{
    constexpr size_t ip = ETH_HLEN;
    if (frame.size() < ip + 20 || TypeOf(frame) != ETH_P_IP)
    {
        return frame;
    }
    auto write = [&frame](size_t place, size_t length)
    {
        frame[place] = static_cast<uint8_t>(length >> 8);
        frame[place + 1] = static_cast<uint8_t>(length);
    };
    write(ip + 2, frame.size() - ip);
    const size_t udp = ip + (frame[ip] & 0x0f) * 4;
    if (frame[ip + 9] == IPPROTO_UDP && udp + 8 <= frame.size())
    {
        write(udp + 4, frame.size() - udp);
    }
    return frame;
}

/// @return inputs for a program of kCheckedPrograms
std::unique_ptr<ProgramInputs>
InputsFor(const HookProgram& program, Draw& draw)
{
    if (&program == &kEncapsulateProgram)
    {
        return std::make_unique<EncapsulationInputs>(draw);
    }
    if (&program == &kDecapsulateProgram)
    {
        return std::make_unique<DecapsulationInputs>(draw);
    }
    if (&program == &kWhitelistProgram)
    {
        return std::make_unique<WhitelistInputs>(draw);
    }
    throw std::invalid_argument(std::string("no inputs are known for ") + program.name);
}

} // namespace

PacketGenerator::PacketGenerator(const HookProgram& program,
                                 uint64_t seed,
                                 std::vector<uint32_t> interfaces)
    : m_program(program),
      m_draw(seed),
      m_inputs(InputsFor(program, m_draw)),
      m_interfaces(std::move(interfaces))
{
}

PacketGenerator::~PacketGenerator() = default;

bool
PacketGenerator::IsTestable(const HookProgram& program, const Bytes& frame)
{
    if (frame.size() < ETH_HLEN)
    {
        return false;
    }
    if (program.point == HookPoint::kXdp)
    {
        return frame.size() <= kLongestXdpFrame;
    }
    const size_t least = TypeOf(frame) == ETH_P_IP ? 20 : TypeOf(frame) == ETH_P_IPV6 ? 40 : 0;
    return frame.size() >= ETH_HLEN + least && frame.size() <= kLongestTcFrame;
}

/// The rules come first among a program's maps; counters and identifications start anywhere.
void
PacketGenerator::StartFrom(const MapContents& rules)
{
    auto state = std::make_shared<MapState>();
    state->push_back(rules);
    for (const vnlab_map* map : m_program.maps.subspan(1))
    {
        if (map->type == BPF_MAP_TYPE_HASH)
        {
            state->push_back(Sorted(*map, m_inputs->DrawBeside(*map)));
            continue;
        }
        const bool overflows = m_draw.OneIn(8);
        const Bytes value =
            overflows ? Bytes(map->value_size, 0xff) : m_draw.Noise(map->value_size);
        MapContents contents;
        for (uint32_t index = 0; index < map->max_entries; ++index)
        {
            auto key = ObjectBytes(index);
            contents.keys.insert(contents.keys.end(), key.begin(), key.end());
            contents.values.insert(contents.values.end(), value.begin(), value.end());
        }
        state->push_back(Sorted(*map, contents));
    }
    m_maps = std::move(state);
}

std::vector<HookCase>
PacketGenerator::NextBatch()
{
    std::vector<HookCase> cases;
    if (++m_batches % kBatchesPerFullMap == 0)
    {
        StartFrom(m_inputs->DrawAllRules());
        for (int i = 0; i < kFullMapCases; ++i)
        {
            cases.push_back(Make(CaseKind::kFullMap));
        }
        return cases;
    }
    StartFrom(m_inputs->DrawRules());
    for (int i = 0; i < 2 * int(CaseKind::kCount); ++i)
    {
        const auto kind = CaseKind(i % int(CaseKind::kCount));
        if (kind != CaseKind::kFullMap)
        {
            cases.push_back(Make(kind));
        }
    }
    return cases;
}

std::vector<HookCase>
PacketGenerator::EveryTruncation()
{
    StartFrom(m_inputs->DrawRules());
    std::vector<Bytes> whole{m_inputs->ArpFrame()};
    for (size_t rule = 0; rule < m_inputs->RuleCount() && rule < 4; ++rule)
    {
        TunnelWish wish = DrawWish(m_draw);
        wish.inner.payload = kMaxShortPayload;
        whole.push_back(m_inputs->Hit(rule, wish));
    }
    std::vector<HookCase> cases;
    for (const Bytes& frame : whole)
    {
        for (size_t length = ETH_HLEN; length < frame.size(); ++length)
        {
            const Bytes cut(frame.begin(), frame.begin() + length);
            if (!IsTestable(m_program, cut))
            {
                continue;
            }
            cases.push_back({{m_maps, m_interfaces[0], cut}, CaseKind::kTruncated});
            if (Bytes shorter = WithLengths(cut); shorter != cut)
            {
                cases.push_back(
                    {{m_maps, m_interfaces[0], std::move(shorter)}, CaseKind::kTruncated});
            }
        }
    }
    return cases;
}

HookCase
PacketGenerator::Make(CaseKind kind)
{
    const uint32_t interface = m_interfaces[m_draw.IndexIn(m_interfaces)];
    Bytes frame = FrameOf(kind);
    while (!IsTestable(m_program, frame))
    {
        frame = FrameOf(kind);
    }
    return {{m_maps, interface, std::move(frame)}, kind};
}

Bytes
PacketGenerator::HitWith(const TunnelWish& wish)
{
    return m_inputs->Hit(m_draw.Below(static_cast<uint32_t>(m_inputs->RuleCount())), wish);
}

/// Which of the two packets of a tunnel a wish is for; frames in no tunnel have only the inner one.
FrameWish&
PacketGenerator::EitherPacket(TunnelWish& wish)
{
    return &m_program == &kDecapsulateProgram && m_draw.OneIn(2) ? wish.outer : wish.inner;
}

Bytes
PacketGenerator::FrameOf(CaseKind kind)
{
    TunnelWish wish = DrawWish(m_draw);
    switch (kind)
    {
    case CaseKind::kHit:
        return HitWith(wish);
    case CaseKind::kTruncated:
        return TruncatedFrame();
    case CaseKind::kIpv6:
        return m_inputs->Ipv6();
    case CaseKind::kArp:
        return m_inputs->ArpFrame();
    case CaseKind::kVlanTagged:
    {
        Bytes tag = m_draw.OneIn(2) ? Hex("8100 0000") : Hex("88a8 0000");
        tag[3] = static_cast<uint8_t>(m_draw.Word());
        EitherPacket(wish).tag = tag;
        return HitWith(wish);
    }
    case CaseKind::kIpOptions:
        EitherPacket(wish).options = m_draw.Noise(4 * m_draw.Between(1, 10));
        return HitWith(wish);
    case CaseKind::kFragment:
    {
        const uint16_t more = m_draw.OneIn(2) ? 0x2000 : 0;
        const uint16_t offset = more && m_draw.OneIn(2) ? 0 : m_draw.Between(1, 0x1fff);
        EitherPacket(wish).fragment = more | offset;
        return HitWith(wish);
    }
    case CaseKind::kMaximumLength:
        return LongFrame();
    case CaseKind::kWrongChecksum:
        EitherPacket(wish).checksumError = m_draw.Between(1, 0xffff);
        return HitWith(wish);
    case CaseKind::kFullMap:
        return FullMapFrame();
    case CaseKind::kMissingEntry:
        return m_inputs->Miss(wish);
    case CaseKind::kWrongTunnel:
        return m_inputs->WrongTunnel(wish);
    case CaseKind::kMulticast:
    {
        Bytes frame = HitWith(wish);
        frame[0] |= 1;
        return frame;
    }
    case CaseKind::kEcn:
        return HitWith(EcnWish());
    case CaseKind::kPadded:
    {
        const Bytes padding = m_draw.Noise(m_draw.Between(1, 46));
        return Join(HitWith(wish), padding);
    }
    case CaseKind::kWrongLength:
        return WithWrongLength(HitWith(wish));
    case CaseKind::kBitFlips:
        return WithBitFlips(HitWith(wish));
    case CaseKind::kRandomBytes:
        return RandomFrame();
    case CaseKind::kCount:
        break;
    }
    throw std::invalid_argument("no kind of case");
}

/// An Ethernet MTU's worth, a length at which kernels change their buffers, or the longest.
Bytes
PacketGenerator::LongFrame()
{
    const bool isXdp = m_program.point == HookPoint::kXdp;
    const uint32_t longest = !isXdp ? kLongestTcFrame : m_draw.OneIn(16) ? kLongestXdpFrame : 9014;
    const uint32_t any = m_draw.Between(1514, 4200);
    const uint32_t wanted = m_draw.Of<uint32_t>({1514, 1514, any, longest});
    const size_t rule = m_draw.Below(static_cast<uint32_t>(m_inputs->RuleCount()));
    TunnelWish wish = DrawWish(m_draw);
    wish.inner.payload = 0;
    const size_t headers = m_inputs->Hit(rule, wish).size();
    wish.inner.payload = wanted - static_cast<uint32_t>(headers);
    return m_inputs->Hit(rule, wish);
}

Bytes
PacketGenerator::TruncatedFrame()
{
    Bytes frame = HitWith(DrawWish(m_draw));
    frame.resize(m_draw.Between(ETH_HLEN, static_cast<uint32_t>(frame.size()) - 1));
    return m_draw.OneIn(2) ? WithLengths(std::move(frame)) : frame;
}

Bytes
PacketGenerator::FullMapFrame()
{
    const TunnelWish wish = DrawWish(m_draw);
    return m_draw.OneIn(4) ? m_inputs->Miss(wish) : HitWith(wish);
}

TunnelWish
PacketGenerator::EcnWish()
{
    TunnelWish wish = DrawWish(m_draw);
    wish.inner.tos = static_cast<uint8_t>(m_draw.Word());
    wish.outer.tos = static_cast<uint8_t>(m_draw.Word());
    return wish;
}

Bytes
PacketGenerator::WithWrongLength(Bytes frame)
{
    const size_t ip = ETH_HLEN;
    const size_t udp = ip + (frame[ip] & 0x0f) * 4;
    const uint16_t right = frame.size() - ip;
    const uint16_t any = static_cast<uint16_t>(m_draw.Word());
    const uint16_t wrong = m_draw.Of<uint16_t>(
        {0, 19, 20, uint16_t(right - 1), uint16_t(right + 1), uint16_t(right / 2), 0xffff, any});
    size_t place = ip + 2;
    switch (m_draw.Below(4))
    {
    case 0: // version and header length
        frame[ip] = static_cast<uint8_t>(m_draw.OneIn(2) ? m_draw.Word() : m_draw.Between(64, 79));
        return frame;
    case 1:
        if (udp + 6 <= frame.size())
        {
            place = udp + 4;
        }
        break;
    default:
        break;
    }
    frame[place] = wrong >> 8;
    frame[place + 1] = wrong & 0xff;
    return frame;
}

Bytes
PacketGenerator::WithBitFlips(Bytes frame)
{
    const uint32_t flips = m_draw.Between(1, 8);
    for (uint32_t i = 0; i < flips; ++i)
    {
        const size_t byte = m_draw.IndexIn(frame);
        frame[byte] ^= 1 << m_draw.Below(8);
    }
    return frame;
}

Bytes
PacketGenerator::RandomFrame()
{
    Bytes frame = m_draw.Noise(m_draw.Between(ETH_HLEN, 128));
    if (m_draw.OneIn(4))
    {
        return frame;
    }
    frame[12] = 0x08;
    frame[13] = m_draw.Of<uint8_t>({0x00, 0x00, 0x06});
    if (frame.size() > ETH_HLEN && frame[13] == 0)
    {
        frame[ETH_HLEN] = 0x40 | m_draw.Between(4, 7);
    }
    return frame;
}

} // namespace ns3::vnlab
