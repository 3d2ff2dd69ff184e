// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/work-costs.h"

#include <algorithm>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kMeasured = "measured, Linux 6.18 BPF_PROG_TEST_RUN less a no-op program";
constexpr const char* kOpenSsl = "measured, OpenSSL 3.0 on one core";

const Cost kHookEncapsulate{
    {.name = "hook_encapsulate", .standard = 121e-9, .source = kMeasured, .place = 100}};
const Cost kHookDecapsulate{
    {.name = "hook_decapsulate", .standard = 40e-9, .source = kMeasured, .place = 101}};
const Cost kHookWhitelist{
    {.name = "hook_whitelist", .standard = 32e-9, .source = kMeasured, .place = 102}};

const Cost kEspPacket{
    {.name = "esp_packet",
     .standard = 121e-9,
     .source =
         "assumption: as hook_encapsulate, for headers and databases, sealing and opening alike",
     .place = 103}};
const Cost kEspByte{{.name = "esp_byte",
                     .standard = 0.4e-9,
                     .source = "AES-128-GCM at 2.5 GB/s, measured, OpenSSL 3.0 on one core",
                     .place = 104}};

const Cost kIkeAgreement{
    {.name = "ike_agreement",
     .standard = 109e-6,
     .source = "measured, half of IKEv2 with both ends on one core, nettle and GnuTLS",
     .place = 105}};

const Cost kSwitchForward{{.name = "switch_forward",
                           .standard = 41.6e-9,
                           .source = "Høiland-Jørgensen et al., CoNEXT 2018",
                           .place = 200}};
const Cost kSwitchEncapsulate{
    {.name = "switch_encapsulate", .standard = 121e-9, .source = kMeasured, .place = 201}};
const Cost kSwitchDecapsulate{
    {.name = "switch_decapsulate", .standard = 99e-9, .source = kMeasured, .place = 202}};
const Cost kSwitchFilter{
    {.name = "switch_filter", .standard = 32e-9, .source = kMeasured, .place = 203}};
const Cost kSwitchTrack{
    {.name = "switch_track",
     .standard = (556 - 208) * 1e-9,
     .source = "Høiland-Jørgensen et al., CoNEXT 2018: netfilter with conntrack (556 ns) less "
               "without (208 ns)",
     .place = 204}};

const Cost kPacketBacklog{
    {.name = "packet_backlog",
     .standard = 1000 * (41.6e-9 + 121e-9),
     .source =
         "Linux net.core.netdev_max_backlog: 1,000 packets, at what one takes that is encapsulated",
     .place = 205}};

const Cost kIdentitySign{
    {.name = "identity_sign", .standard = 24e-6, .source = kOpenSsl, .place = 500}};
const Cost kIdentityVerify{
    {.name = "identity_verify", .standard = 63e-6, .source = kOpenSsl, .place = 501}};

int64_t
InPs(double seconds)
{
    return std::llround(std::min(seconds * 1e12, 9e18));
}

} // namespace

double
HookCpu_s(const WorkReport& work, const CostTable& costs)
{
    return static_cast<double>(work.hookEncapsulate) * costs[kHookEncapsulate] +
           static_cast<double>(work.hookDecapsulate) * costs[kHookDecapsulate] +
           static_cast<double>(work.hookWhitelist) * costs[kHookWhitelist];
}

double
IpsecCpu_s(const IpsecWork& work, const CostTable& costs)
{
    return static_cast<double>(work.packets) * costs[kEspPacket] +
           static_cast<double>(work.bytes) * costs[kEspByte];
}

double
IkeCpu_s(const IkeWork& work, const CostTable& costs)
{
    return static_cast<double>(work.agreements) * costs[kIkeAgreement];
}

double
HostCpu_s(const SwitchWork& hosts, const CostTable& costs)
{
    return static_cast<double>(hosts.forwarded) * costs[kSwitchForward] +
           static_cast<double>(hosts.encapsulated) * costs[kSwitchEncapsulate] +
           static_cast<double>(hosts.decapsulated) * costs[kSwitchDecapsulate] +
           static_cast<double>(hosts.filtered) * costs[kSwitchFilter] +
           static_cast<double>(hosts.tracked) * costs[kSwitchTrack] +
           IpsecCpu_s({hosts.sealed, hosts.sealedBytes}, costs);
}

PacketPrices
HostPrices(const CostTable& costs)
{
    if (!costs.DelaysPackets())
    {
        return {};
    }
    return {.prices_ps = {InPs(costs[kSwitchForward]),
                          InPs(costs[kSwitchEncapsulate]),
                          InPs(costs[kSwitchDecapsulate]),
                          InPs(costs[kSwitchFilter]),
                          InPs(costs[kSwitchTrack]),
                          InPs(costs[kEspPacket])},
            .sealedByte_ps = costs[kEspByte] * 1e12,
            .mostWaiting_ps = InPs(costs[kPacketBacklog])};
}

IpsecPrices
IpsecPricesOf(const CostTable& costs)
{
    if (!costs.DelaysPackets())
    {
        return {};
    }
    return {.packet_ps = InPs(costs[kEspPacket]),
            .byte_ps = costs[kEspByte] * 1e12,
            .agreement_ps = InPs(costs[kIkeAgreement])};
}

int64_t
HookPrice_ps(const HookProgram& program, const CostTable& costs)
{
    const Cost* const price = &program == &kEncapsulateProgram ? &kHookEncapsulate
                            : &program == &kDecapsulateProgram ? &kHookDecapsulate
                            : &program == &kWhitelistProgram   ? &kHookWhitelist
                                                               : nullptr;
    return price && costs.DelaysPackets() ? InPs(costs[*price]) : 0;
}

IdentityWork
WorkOf(const AttachGuard& guard)
{
    return {guard.Signatures(), guard.Verifications()};
}

IdentityTime
TimeOf(const IdentityWork& work, const CostTable& costs)
{
    return {Seconds(static_cast<double>(work.signatures) * costs[kIdentitySign]),
            Seconds(static_cast<double>(work.verifications) * costs[kIdentityVerify])};
}

} // namespace ns3::vnlab
