// SPDX-License-Identifier: GPL-2.0-only
// The law of the whole protocol: whatever happened, in whatever order messages arrived, once it is quiet
// everybody knows what somebody announces that he is connected with, and nothing else.
#include "test/protocol/bgp-network.h"
#include "test/protocol/evpn-paths.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

constexpr size_t kReflectors = 2; // nodes 0 and 1
constexpr size_t kVteps = 4;      // the next ones
constexpr uint8_t kMacs = 3;

/// Two reflectors, each with all VTEPs as clients, and neighbours of each other; all is connected.
struct TwoReflectors : BgpNetwork
{
    explicit TwoReflectors(bool oneCluster)
    {
        for (size_t i = 0; i < kReflectors; ++i)
        {
            AddReflector(oneCluster ? 77 : 0);
        }
        AddLink(0, 1, false);
        for (size_t i = 0; i < kVteps; ++i)
        {
            const size_t vtep = AddVtep();
            AddLink(0, vtep, true);
            AddLink(1, vtep, true);
        }
        ConnectAll();
    }

    void ConnectAll()
    {
        for (size_t link = 0; link < LinkCount(); ++link)
        {
            SetUp(link, true);
        }
    }
};

/// @return whether what VTEP `from` announces gets to `to`
bool
Reaches(const BgpNetwork& network, size_t from, size_t to, bool oneCluster)
{
    for (size_t first = 0; first < kReflectors; ++first)
    {
        const size_t second = 1 - first;
        const bool both = network.AreConnected(first, second) && !oneCluster;
        const bool direct = network.AreConnected(first, to);
        const bool onward = both && network.AreConnected(second, to);
        if (network.AreConnected(from, first) && (direct || onward))
        {
            return true;
        }
    }
    return false;
}

/// @return what a speaker announces of its own, by key
std::map<EvpnKey, PathAttributes>
OwnRoutesOf(BgpNetwork& network, size_t node)
{
    std::map<EvpnKey, PathAttributes> own;
    for (const EvpnPath& path : network.At(node).speaker->Rib().AllBest())
    {
        if (!path.from)
        {
            own.emplace(path.route.key, *path.attributes);
        }
    }
    return own;
}

/// @return the Loc-RIB of a node, without what reflectors added
std::map<EvpnKey, PathAttributes>
LocRibOf(BgpNetwork& network, size_t node)
{
    std::map<EvpnKey, PathAttributes> all;
    for (const EvpnPath& path : network.At(node).speaker->Rib().AllBest())
    {
        PathAttributes attributes = *path.attributes;
        attributes.originatorId.reset();
        attributes.clusterList.clear();
        all.emplace(path.route.key, attributes);
    }
    return all;
}

/// @return what a VTEP's Loc-RIB has to be
std::map<EvpnKey, PathAttributes>
ExpectedLocRib(BgpNetwork& network, size_t node, bool oneCluster)
{
    std::map<EvpnKey, PathAttributes> all = OwnRoutesOf(network, node);
    for (size_t other = kReflectors; other < kReflectors + kVteps; ++other)
    {
        if (other != node && Reaches(network, other, node, oneCluster))
        {
            all.merge(OwnRoutesOf(network, other));
        }
    }
    return all;
}

/// @return what a VTEP's FDB has to be, from routes alone (RFC 7432 §15)
std::map<MacBytes, uint32_t>
ExpectedFdb(BgpNetwork& network, size_t node, const std::map<EvpnKey, PathAttributes>& routes)
{
    using Rank = std::pair<uint64_t, int64_t>; // the higher the better
    std::map<MacBytes, Rank> best;
    for (const auto& [key, attributes] : routes)
    {
        if (key.type != EvpnType::kMacIp)
        {
            continue;
        }
        const uint32_t vtep = *attributes.nextHop.AsIpv4();
        const Rank rank{MobilityOf(attributes.communities).sequence, -int64_t{vtep}};
        best[key.mac] = std::max(rank, best.try_emplace(key.mac, rank).first->second);
    }
    std::map<MacBytes, uint32_t> fdb;
    for (const auto& [mac, rank] : best)
    {
        if (!network.At(node).instance->IsLocal(mac))
        {
            fdb[mac] = static_cast<uint32_t>(-rank.second);
        }
    }
    return fdb;
}

std::set<uint32_t>
ExpectedFloodList(size_t node, const std::map<EvpnKey, PathAttributes>& routes)
{
    std::set<uint32_t> vteps;
    for (const auto& [key, attributes] : routes)
    {
        if (key.type == EvpnType::kMulticast)
        {
            vteps.insert(*key.ip.AsIpv4());
        }
    }
    vteps.erase(VtepAddress(static_cast<uint32_t>(node)));
    return vteps;
}

void
RequireLaw(BgpNetwork& network, bool oneCluster)
{
    for (size_t node = kReflectors; node < kReflectors + kVteps; ++node)
    {
        const auto expected = ExpectedLocRib(network, node, oneCluster);
        RC_ASSERT(LocRibOf(network, node) == expected);
        RC_ASSERT(network.At(node).instance->Fdb() == ExpectedFdb(network, node, expected));
        RC_ASSERT(network.At(node).instance->FloodList() == ExpectedFloodList(node, expected));
    }
}

/// Something happens, chosen by RapidCheck.
void
HappenOnce(BgpNetwork& network)
{
    const auto vtep = *rc::gen::inRange(kReflectors, kReflectors + kVteps);
    const MacBytes mac = MacOf(*rc::gen::inRange<uint8_t>(0, kMacs));
    switch (*rc::gen::inRange(0, 10))
    {
    case 0:
        network.JoinSegment(vtep);
        break;
    case 1:
        network.Unlearn(vtep, mac);
        break;
    case 2:
    case 3:
    case 4:
        network.Learn(vtep, mac);
        break;
    case 5:
    {
        const auto link = *rc::gen::inRange<size_t>(0, network.LinkCount());
        network.SetUp(link, !network.IsUp(link));
        break;
    }
    default:
        for (int count = *rc::gen::inRange(1, 12); count > 0; --count)
        {
            network.DeliverOne(*rc::gen::inRange<size_t>(0, 20));
        }
    }
}

RC_GTEST_PROP(BgpNetworkTest, QuietSpeakersKnowExactlyWhatReachesThem, ())
{
    const bool oneCluster = *rc::gen::arbitrary<bool>();
    TwoReflectors network(oneCluster);
    for (int event = *rc::gen::inRange(1, 80); event > 0; --event)
    {
        HappenOnce(network);
    }
    network.Settle();
    RequireLaw(network, oneCluster);
    network.ConnectAll();
    network.Settle();
    RequireLaw(network, oneCluster);
}

RC_GTEST_PROP(BgpNetworkTest, ConnectedVtepsAgreeWhoHasAMac, ())
{
    TwoReflectors network(false);
    for (int event = *rc::gen::inRange(1, 60); event > 0; --event)
    {
        HappenOnce(network);
    }
    network.ConnectAll();
    network.Settle();
    for (uint8_t number = 0; number < kMacs; ++number)
    {
        std::set<uint32_t> owners;
        for (size_t node = kReflectors; node < kReflectors + kVteps; ++node)
        {
            const EvpnInstance& instance = *network.At(node).instance;
            const auto remote = instance.VtepOf(MacOf(number));
            const bool isLocal = instance.IsLocal(MacOf(number));
            owners.insert(isLocal ? VtepAddress(static_cast<uint32_t>(node)) : remote.value_or(0));
        }
        RC_ASSERT(owners.size() == 1u);
    }
}

RC_GTEST_PROP(BgpNetworkTest, MacIsWhereItSpokeLastWhenMovesAreSettled, ())
{
    TwoReflectors network(false);
    network.Settle();
    for (int move = *rc::gen::inRange(1, 10); move > 0; --move)
    {
        const auto vtep = *rc::gen::inRange(kReflectors, kReflectors + kVteps);
        network.Learn(vtep, MacOf(1));
        while (network.DeliverOne(*rc::gen::inRange<size_t>(0, 20)))
        {
        }
        for (size_t node = kReflectors; node < kReflectors + kVteps; ++node)
        {
            const auto where = network.At(node).instance->VtepOf(MacOf(1));
            RC_ASSERT(node == vtep || where == VtepAddress(static_cast<uint32_t>(vtep)));
            RC_ASSERT(network.At(node).instance->IsLocal(MacOf(1)) == (node == vtep));
        }
    }
}

} // namespace
} // namespace ns3::vnlab::bgp
