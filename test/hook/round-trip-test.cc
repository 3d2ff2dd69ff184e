// SPDX-License-Identifier: GPL-2.0-only
#include "test/hook/hook-fixtures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{
namespace
{

/// A valid IPv4 frame from Alice to Bob with anything in it that does not concern the tunnel.
Bytes
AnyFrame()
{
    Ipv4Fields fields;
    fields.protocol = *rc::gen::arbitrary<uint8_t>();
    fields.tos = *rc::gen::arbitrary<uint8_t>();
    fields.identification = *rc::gen::arbitrary<uint16_t>();
    fields.fragment = *rc::gen::arbitrary<uint16_t>();
    fields.options = Bytes(4 * *rc::gen::inRange<size_t>(0, 11), 1);
    Bytes payload(*rc::gen::inRange<size_t>(0, 1500), *rc::gen::arbitrary<uint8_t>());
    return Join(Ethernet(kBobMac, kAliceMac, 0x0800), Ipv4(fields, payload));
}

vnlab_tunnel_protocol
AnyTunnel()
{
    return *rc::gen::element(VNLAB_TUNNEL_VXLAN, VNLAB_TUNNEL_NVGRE, VNLAB_TUNNEL_IPIP);
}

RC_GTEST_PROP(HookRoundTrip, WhatAliceSendsIsWhatBobReceives, ())
{
    vnlab_tunnel_protocol protocol = AnyTunnel();
    Bytes frame = AnyFrame();

    VnicHooks alices;
    alices.Attach(kEncapsulateProgram);
    AddEncapsulation(alices, protocol);
    Outcome sent = RunHook(alices, HookPoint::kTcEgress, frame);
    RC_ASSERT(sent.verdict == HookVerdict::kPass);

    VnicHooks bobs;
    bobs.Attach(kDecapsulateProgram);
    bobs.Attach(kWhitelistProgram);
    AddDecapsulation(bobs, protocol, protocol == VNLAB_TUNNEL_IPIP ? 0 : kVni);
    AddMember(bobs, kAliceMac, kAlice);
    Bytes wire = sent.frame;
    std::ranges::copy(kBobMac, wire.begin()); // the gateway delivers it
    std::ranges::copy(kGatewayMac, wire.begin() + 6);
    RC_ASSERT(RunHook(bobs, HookPoint::kXdp, wire) == Passed(frame));
}

RC_GTEST_PROP(HookRoundTrip, NoBytesCrashAProgramAndEveryDropHasOneReason, (const Bytes& noise))
{
    VnicHooks hooks;
    for (const HookProgram* program :
         {&kEncapsulateProgram, &kDecapsulateProgram, &kWhitelistProgram})
    {
        hooks.Attach(*program);
    }
    vnlab_tunnel_protocol protocol = AnyTunnel();
    AddEncapsulation(hooks, protocol);
    AddDecapsulation(hooks, protocol, protocol == VNLAB_TUNNEL_IPIP ? 0 : kVni);
    AddMember(hooks, kAliceMac, kAlice);
    Bytes frame = AnyFrame();
    size_t start = *rc::gen::inRange<size_t>(0, frame.size());
    for (size_t i = 0; i < noise.size() && start + i < frame.size(); ++i)
    {
        frame[start + i] = noise[i];
    }
    frame.resize(*rc::gen::inRange<size_t>(0, frame.size() + 1));
    for (HookPoint point : {HookPoint::kTcEgress, HookPoint::kXdp})
    {
        uint64_t drops = AllDrops(hooks);
        Outcome out = RunHook(hooks, point, frame);
        bool dropped = out.verdict == HookVerdict::kDrop;
        RC_ASSERT(AllDrops(hooks) == drops + dropped);
        RC_ASSERT(!dropped || out.reason < VNLAB_DROP_REASON_COUNT);
    }
}

} // namespace
} // namespace ns3::vnlab
