// SPDX-License-Identifier: GPL-2.0-only
#include "test/hook/hook-fixtures.h"

#include <gtest/gtest.h>
#include <linux/bpf.h>

namespace ns3::vnlab
{
namespace
{

TEST(VnicHooks, NothingAttachedPassesAndCostsAPointer)
{
    VnicHooks hooks;
    EXPECT_EQ(RunHook(hooks, HookPoint::kXdp, UdpFrame()), Passed(UdpFrame()));
    EXPECT_EQ(hooks.MemoryBytes(), 0);
    EXPECT_LE(sizeof(VnicHooks), 64);
    EXPECT_EQ(hooks.LastDrop(), VNLAB_DROP_REASON_COUNT);
    EXPECT_EQ(hooks.FindMap(encap_map), nullptr);
    EXPECT_EQ(AllDrops(hooks), 0);
}

TEST(VnicHooks, AttachAndDetachSayWhetherTheyChangedSomething)
{
    VnicHooks hooks;
    EXPECT_FALSE(hooks.Attached(kWhitelistProgram));
    EXPECT_FALSE(hooks.Detach(kWhitelistProgram));
    EXPECT_TRUE(hooks.Attach(kWhitelistProgram));
    EXPECT_FALSE(hooks.Attach(kWhitelistProgram));
    EXPECT_TRUE(hooks.Attached(kWhitelistProgram));
    EXPECT_FALSE(hooks.Attached(kDecapsulateProgram));
    EXPECT_TRUE(hooks.Detach(kWhitelistProgram));
    EXPECT_FALSE(hooks.Attached(kWhitelistProgram));
}

TEST(VnicHooks, ProgramRunsAtItsOwnPointOnly)
{
    VnicHooks hooks;
    hooks.Attach(kWhitelistProgram);
    EXPECT_EQ(RunHook(hooks, HookPoint::kTcEgress, UdpFrame()), Passed(UdpFrame()));
    EXPECT_EQ(RunHook(hooks, HookPoint::kTcIngress, UdpFrame()), Passed(UdpFrame()));
    EXPECT_EQ(hooks.Executions(kWhitelistProgram), 0);
    EXPECT_EQ(RunHook(hooks, HookPoint::kXdp, UdpFrame()).verdict, HookVerdict::kDrop);
    EXPECT_EQ(hooks.Executions(kWhitelistProgram), 1);
}

TEST(VnicHooks, ProgramsRunInTheOrderOfAttachingUntilOneDrops)
{
    VnicHooks hooks;
    hooks.Attach(kDecapsulateProgram);
    hooks.Attach(kWhitelistProgram);
    Bytes fragment = UdpFrame(8, {.fragment = 1}); // which the first program refuses
    EXPECT_EQ(RunHook(hooks, HookPoint::kXdp, fragment), Dropped(VNLAB_DROP_UNSUPPORTED, fragment));
    EXPECT_EQ(hooks.Executions(kDecapsulateProgram), 1);
    EXPECT_EQ(hooks.Executions(kWhitelistProgram), 0);

    hooks.Detach(kDecapsulateProgram);
    hooks.Attach(kDecapsulateProgram); // now it is the second
    EXPECT_EQ(RunHook(hooks, HookPoint::kXdp, fragment),
              Dropped(VNLAB_DROP_NOT_WHITELISTED, fragment));
    EXPECT_EQ(hooks.Executions(kDecapsulateProgram), 1);
    EXPECT_EQ(hooks.Executions(kWhitelistProgram), 1);
}

TEST(VnicHooks, DetachedProgramStopsRunningButKeepsItsMapsAndCounts)
{
    VnicHooks hooks;
    hooks.Attach(kWhitelistProgram);
    AddMember(hooks, kAliceMac, kAlice);
    RunHook(hooks, HookPoint::kXdp, UdpFrame());
    hooks.Detach(kWhitelistProgram);
    Bytes forged = UdpFrame(4, {.source = {1, 2, 3, 4}});
    EXPECT_EQ(RunHook(hooks, HookPoint::kXdp, forged), Passed(forged));
    EXPECT_EQ(hooks.Executions(kWhitelistProgram), 1);
    EXPECT_EQ(hooks.Map(whitelist_map).Size(), 1);
    hooks.Attach(kWhitelistProgram);
    EXPECT_EQ(hooks.Executions(kWhitelistProgram), 1);
}

TEST(VnicHooks, VnicsDoNotSeeEachOthersMaps)
{
    VnicHooks alices;
    VnicHooks bobs;
    for (VnicHooks* hooks : {&alices, &bobs})
    {
        hooks->Attach(kWhitelistProgram);
    }
    AddMember(bobs, kAliceMac, kAlice);
    EXPECT_EQ(RunHook(alices, HookPoint::kXdp, UdpFrame()).reason, VNLAB_DROP_NOT_WHITELISTED);
    EXPECT_EQ(RunHook(bobs, HookPoint::kXdp, UdpFrame()).verdict, HookVerdict::kPass);
    EXPECT_EQ(alices.Drops(VNLAB_DROP_NOT_WHITELISTED), 1);
    EXPECT_EQ(AllDrops(bobs), 0);
}

TEST(VnicHooks, EveryDropIsCountedUnderItsReasonOnce)
{
    VnicHooks hooks;
    hooks.Attach(kEncapsulateProgram);
    hooks.Attach(kDecapsulateProgram);
    hooks.Attach(kWhitelistProgram);
    Bytes cut = UdpFrame();
    cut.pop_back();
    Bytes ipv6 = Join(Ethernet(kBobMac, kAliceMac, 0x86dd), Bytes(40));
    Bytes ipip = UdpFrame(4, {.protocol = 4});
    const std::tuple<HookPoint, Bytes, vnlab_drop_reason> cases[] = {
        {HookPoint::kTcEgress, cut, VNLAB_DROP_MALFORMED},
        {HookPoint::kTcEgress, ipv6, VNLAB_DROP_UNSUPPORTED},
        {HookPoint::kTcEgress, UdpFrame(), VNLAB_DROP_NO_TUNNEL},
        {HookPoint::kXdp, cut, VNLAB_DROP_MALFORMED},
        {HookPoint::kXdp, ipip, VNLAB_DROP_UNKNOWN_TUNNEL},
        {HookPoint::kXdp, ipv6, VNLAB_DROP_UNSUPPORTED},
        {HookPoint::kXdp, UdpFrame(), VNLAB_DROP_NOT_WHITELISTED}};
    uint64_t all = 0;
    for (const auto& [point, frame, reason] : cases)
    {
        uint64_t before = hooks.Drops(reason);
        EXPECT_EQ(RunHook(hooks, point, frame), Dropped(reason, frame));
        EXPECT_EQ(hooks.Drops(reason), before + 1);
        EXPECT_EQ(AllDrops(hooks), ++all);
    }
}

TEST(VnicHooks, AnswerAndPassAreNotCountedAsDrops)
{
    VnicHooks hooks;
    hooks.Attach(kEncapsulateProgram);
    AddEncapsulation(hooks, VNLAB_TUNNEL_IPIP);
    Bytes request = Join(Ethernet(kBobMac, kAliceMac, 0x0806), Arp(1, kAliceMac, kAlice, {}, kBob));
    EXPECT_EQ(RunHook(hooks, HookPoint::kTcEgress, request).verdict, HookVerdict::kAnswer);
    EXPECT_EQ(RunHook(hooks, HookPoint::kTcEgress, UdpFrame()).verdict, HookVerdict::kPass);
    EXPECT_EQ(AllDrops(hooks), 0);
    EXPECT_EQ(hooks.LastDrop(), VNLAB_DROP_REASON_COUNT);
}

TEST(VnicHooks, FrameWithoutRoomForTheTunnelIsDropped)
{
    VnicHooks hooks;
    hooks.Attach(kEncapsulateProgram);
    AddEncapsulation(hooks, VNLAB_TUNNEL_VXLAN);
    FrameBuffer buffer{std::span<const uint8_t>(UdpFrame())};
    EXPECT_EQ(hooks.Run(HookPoint::kTcEgress, buffer), HookVerdict::kPass);
    EXPECT_EQ(hooks.Run(HookPoint::kTcEgress, buffer), HookVerdict::kDrop)
        << "the outer packet has no rule";
    EXPECT_EQ(hooks.LastDrop(), VNLAB_DROP_NO_TUNNEL);
    AddEncapsulation(hooks, VNLAB_TUNNEL_VXLAN, kBobHost);
    EXPECT_EQ(hooks.Run(HookPoint::kTcEgress, buffer), HookVerdict::kDrop);
    EXPECT_EQ(hooks.LastDrop(), VNLAB_DROP_NO_HEADROOM);
}

TEST(VnicHooks, MapReferenceStaysValidWhileOthersAreMade)
{
    VnicHooks hooks;
    BpfMap& first = hooks.Map(encap_map);
    hooks.Map(decap_map);
    hooks.Map(whitelist_map);
    EXPECT_EQ(&hooks.Map(encap_map), &first);
    EXPECT_EQ(hooks.FindMap(encap_map), &first);
    VnicHooks moved = std::move(hooks);
    EXPECT_EQ(&moved.Map(encap_map), &first);
}

TEST(VnicHooks, TooManyMapsAreRefused)
{
    const vnlab_map descriptors[9]{};
    VnicHooks hooks;
    for (int i = 0; i < 8; ++i)
    {
        hooks.Map(descriptors[i]);
    }
    EXPECT_THROW(hooks.Map(descriptors[8]), std::length_error);
}

TEST(VnicHooks, ProgramsNameTheirPointAndMaps)
{
    EXPECT_STREQ(kEncapsulateProgram.name, "encapsulate");
    EXPECT_EQ(kEncapsulateProgram.point, HookPoint::kTcEgress);
    EXPECT_EQ(kDecapsulateProgram.point, HookPoint::kXdp);
    EXPECT_EQ(kWhitelistProgram.point, HookPoint::kXdp);
    EXPECT_EQ(kEncapsulateProgram.maps.size(), 4);
    EXPECT_EQ(kEncapsulateProgram.maps[0], &encap_map);
    EXPECT_STREQ(encap_map.name, "encap_map");
    EXPECT_EQ(encap_map.type, BPF_MAP_TYPE_HASH);
    EXPECT_EQ(encap_map.key_size, 4);
    EXPECT_EQ(encap_map.value_size, 28);
    EXPECT_EQ(drop_counters.max_entries, VNLAB_DROP_DETACHED + 1U);
}

// What a million LinkWire vNICs with eight peers each cost.
TEST(VnicHooks, EightPeersFitInTwoKilobytes)
{
    VnicHooks hooks;
    for (const HookProgram* program :
         {&kEncapsulateProgram, &kDecapsulateProgram, &kWhitelistProgram})
    {
        hooks.Attach(*program);
    }
    for (uint8_t peer = 0; peer < 8; ++peer)
    {
        AddEncapsulation(hooks, VNLAB_TUNNEL_VXLAN, {10, 0, 0, peer});
        AddDecapsulation(hooks, VNLAB_TUNNEL_VXLAN, peer);
        AddMember(hooks, {2, 0, 0, 0, 0, peer}, {10, 0, 0, peer});
    }
    EXPECT_LE(hooks.MemoryBytes(), 2048);
}

} // namespace
} // namespace ns3::vnlab
