// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/receive-chain.h"

#include "test/conformance/hook/native-maps.h"
#include "test/conformance/hook/native-runner.h"

#include <algorithm>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <map>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kShortest = ETH_HLEN + 20; // that names a sender
constexpr const vnlab_map* kChainMaps[] = {&decap_map, &whitelist_map, &drop_counters};

/// The key under which the whitelist looks for a frame's sender: its address comes after 12 bytes
/// of an IPv4 header, after 14 of ARP.
std::array<uint8_t, sizeof(vnlab_whitelist_key)>
SenderOf(const Bytes& frame)
{
    std::array<uint8_t, sizeof(vnlab_whitelist_key)> key{};
    std::copy_n(&frame[ETH_ALEN], ETH_ALEN, key.begin());
    const bool isArp = frame[13] == (ETH_P_ARP & 0xff);
    std::copy_n(&frame[ETH_HLEN + (isArp ? 14 : 12)], 4, key.end() - 4);
    return key;
}

} // namespace

constinit const HookProgram kReceiveChain{"receive", HookPoint::kXdp, nullptr, kChainMaps};

NativeChainRunner::NativeChainRunner()
{
    for (const HookProgram* part : kReceiveParts)
    {
        m_hooks.Attach(*part);
    }
    for (const vnlab_map* map : kChainMaps)
    {
        m_contents.push_back(ContentsOf(m_hooks.Map(*map)));
    }
}

const HookProgram&
NativeChainRunner::Program() const
{
    return kReceiveChain;
}

HookOutcome
NativeChainRunner::Run(const HookInput& input)
{
    for (size_t i = 0; i < m_contents.size(); ++i)
    {
        Rewrite(m_hooks.Map(*kChainMaps[i]), m_contents[i], input.maps->at(i));
    }
    FrameBuffer buffer{std::span<const uint8_t>(input.frame)};
    const HookVerdict verdict = m_hooks.Run(HookPoint::kXdp, buffer);
    for (size_t i = 0; i < m_contents.size(); ++i)
    {
        m_contents[i] = ContentsOf(m_hooks.Map(*kChainMaps[i]));
    }
    return {verdict == HookVerdict::kPass ? XDP_PASS : XDP_DROP,
            WholeFrame(buffer, input.frame),
            m_contents};
}

std::vector<HookCase>
ReceiveBatch(PacketGenerator& generator)
{
    std::vector<HookCase> batch = generator.NextBatch();
    NativeRunner decapsulate(kDecapsulateProgram);
    std::map<std::array<uint8_t, sizeof(vnlab_whitelist_key)>, uint32_t> members;
    for (size_t i = 0; i < batch.size(); i += 2)
    {
        const HookOutcome inner = decapsulate.Run(batch[i]);
        if (inner.verdict == XDP_PASS && inner.frame.size() >= kShortest)
        {
            members[SenderOf(inner.frame)] = static_cast<uint32_t>(i);
        }
    }
    MapContents whitelist;
    for (const auto& [key, origin] : members)
    {
        auto value = ObjectBytes(origin);
        whitelist.keys.insert(whitelist.keys.end(), key.begin(), key.end());
        whitelist.values.insert(whitelist.values.end(), value.begin(), value.end());
    }
    const MapState& decapsulated = *batch.front().maps;
    auto maps = std::make_shared<MapState>(MapState{decapsulated[0], whitelist, decapsulated[1]});
    for (HookCase& input : batch)
    {
        input.maps = maps;
    }
    return batch;
}

} // namespace ns3::vnlab
