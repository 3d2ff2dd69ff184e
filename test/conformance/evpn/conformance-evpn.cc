// SPDX-License-Identifier: GPL-2.0-only
//
// Our BGP and EVPN against FRR and the Linux kernel: three VTEPs and a reflector, the same MACs added,
// moved and removed in both; after each event every VTEP has to have the same routes, the same FDB and the
// same flood list, and everybody has to have got as many UPDATEs. Needs root, frr, iproute2.
//
// Exit status 0: all alike, and a wrong model noticed; 1: not; 77: not possible here, which is 1 too where
// CONFORMANCE_REQUIRED=1.

#include "test/conformance/evpn/frr-cloud.h"
#include "test/protocol/bgp-network.h"
#include "test/protocol/evpn-paths.h"
#include "test/support/conformance-status.h"

#include "ns3/ipv4-address.h"

#include <chrono>
#include <iostream>
#include <sstream>
#include <thread>

namespace ns3::vnlab::test
{
namespace
{

constexpr size_t kVteps = 3;

std::string
TextOf(uint32_t address)
{
    std::ostringstream text;
    text << Ipv4Address(address);
    return text.str();
}

std::string
TextOf(const MacBytes& mac)
{
    std::ostringstream text;
    text << ToMac48(mac);
    return text.str();
}

/// @return a route as FRR prints it
std::string
TextOf(const bgp::EvpnKey& key)
{
    return key.type == bgp::EvpnType::kMacIp ? "[2]:[0]:[48]:[" + TextOf(key.mac) + "]"
                                             : "[3]:[0]:[32]:[" + TextOf(*key.ip.AsIpv4()) + "]";
}

/// Something that happens to a MAC.
struct Event
{
    enum class Kind : uint8_t
    {
        kLearn, ///< it speaks at a VTEP; if it was elsewhere, it has moved
        kUnlearn,
    };

    Kind kind;
    size_t vtep;
    uint8_t mac;
};

constexpr auto kLearn = Event::Kind::kLearn;
constexpr auto kUnlearn = Event::Kind::kUnlearn;

/// Adds, moves there and on and back, removes, adds elsewhere.
constexpr Event kEvents[] = {{kLearn, 1, 1},
                             {kLearn, 2, 2},
                             {kLearn, 3, 3},
                             {kLearn, 3, 2},
                             {kLearn, 2, 1},
                             {kLearn, 1, 2},
                             {kLearn, 2, 4},
                             {kUnlearn, 3, 3},
                             {kLearn, 1, 3},
                             {kLearn, 2, 2},
                             {kUnlearn, 2, 4},
                             {kUnlearn, 2, 2},
                             {kUnlearn, 2, 1},
                             {kUnlearn, 1, 3}};

/// The same three VTEPs and reflector of ours.
class ModelOfCloud
{
  public:
    /// @param forgetsMobility makes it wrong: a MAC that moves starts with sequence 0 again
    explicit ModelOfCloud(bool forgetsMobility)
        : m_forgetsMobility(forgetsMobility)
    {
        m_network.AddReflector();
        for (size_t vtep = 1; vtep <= kVteps; ++vtep)
        {
            m_network.SetUp(m_network.AddLink(0, m_network.AddVtep(), true), true);
            m_network.JoinSegment(vtep);
        }
        m_network.Settle();
    }

    void Take(const Event& event)
    {
        const MacBytes mac = bgp::MacOf(event.mac);
        if (m_forgetsMobility)
        {
            for (size_t vtep = 1; vtep <= kVteps; ++vtep)
            {
                m_network.Unlearn(vtep, mac);
                m_network.Settle();
            }
        }
        event.kind == kLearn ? m_network.Learn(event.vtep, mac)
                             : m_network.Unlearn(event.vtep, mac);
        m_network.Settle();
    }

    /**
     * @return what a node has got, as FRR counts it: its reflector sends a client's route back to that
     *         client, too, which ignores it (RFC 4456 section 8). Ours does not
     * @param node 0: the reflector
     */
    BgpTraffic TrafficAt(size_t node)
    {
        const bgp::BgpSpeaker& speaker = *m_network.At(node).speaker;
        const bgp::SpeakerCounts& counts = speaker.Counts();
        if (node > 0)
        {
            const bgp::PeerId client{static_cast<uint32_t>(node - 1)};
            return {.updates = counts.updatesReceived + counts.updatesSent,
                    .routes = m_network.At(0).speaker->RoutesAt(client)};
        }
        BgpTraffic traffic{.updates = counts.updatesReceived, .routes = 0};
        for (size_t vtep = 1; vtep <= kVteps; ++vtep)
        {
            traffic.routes += m_network.At(vtep).speaker->RoutesAt(bgp::PeerId{0});
        }
        return traffic;
    }

    EvpnState StateOf(size_t vtep)
    {
        EvpnState state;
        const auto& [speaker, instance, ends] = m_network.At(vtep);
        for (const bgp::EvpnPath& path : speaker->Rib().AllBest())
        {
            const std::string of = TextOf(*path.attributes->nextHop.AsIpv4());
            state.routes[{of, TextOf(path.route.key)}] =
                bgp::MobilityOf(path.attributes->communities).sequence;
        }
        for (const auto& [mac, remote] : instance->Fdb())
        {
            state.fdb[TextOf(mac)] = TextOf(remote);
        }
        for (const uint32_t remote : instance->FloodList())
        {
            state.flood.insert(TextOf(remote));
        }
        return state;
    }

  private:
    bool m_forgetsMobility;
    bgp::BgpNetwork m_network;
};

/// Waits until FRR is where the model is. @return whether it came there
template <class Value, class Read>
bool
ComesTo(const Value& expected, const Read& read)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < end)
    {
        if (read() == expected)
        {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
}

/// @return the VTEPs at which both differ. @param what happened, for the line that says so
int
Compare(const FrrCloud& frr, ModelOfCloud& model, const std::string& what)
{
    int different = 0;
    for (size_t vtep = 1; vtep <= kVteps; ++vtep)
    {
        const EvpnState expected = model.StateOf(vtep);
        if (!ComesTo(expected, [&] { return frr.StateOf(vtep); }))
        {
            ++different;
            std::cout << "different at VTEP " << vtep << " after " << what << "\n model:\n"
                      << ToText(expected) << " FRR:\n"
                      << ToText(frr.StateOf(vtep));
        }
    }
    return different;
}

/// UPDATEs and routes that everybody has got since both clouds were quiet: one event at a time, so that
/// neither side puts several routes into one UPDATE. End-of-RIB markers, which FRR sends (RFC 4724 section 2)
/// and ours does not, came before.
class TrafficComparison
{
  public:
    TrafficComparison(const FrrCloud& frr, ModelOfCloud& model)
        : m_frr(frr),
          m_model(model)
    {
        for (size_t node = 0; node <= kVteps; ++node)
        {
            m_markers.push_back(Settled(node).updates - model.TrafficAt(node).updates);
        }
    }

    /// @return the nodes at which both differ. @param what happened, for the line that says so
    int Compare(const std::string& what) const
    {
        int different = 0;
        for (size_t node = 0; node <= kVteps; ++node)
        {
            BgpTraffic expected = m_model.TrafficAt(node);
            expected.updates += m_markers[node];
            if (!ComesTo(expected, [&] { return m_frr.TrafficAt(node); }))
            {
                ++different;
                const BgpTraffic got = m_frr.TrafficAt(node);
                std::cout << "different at node " << node << " after " << what << ": UPDATEs "
                          << expected.updates << ", FRR " << got.updates << "; routes "
                          << expected.routes << ", FRR " << got.routes << std::endl;
            }
        }
        return different;
    }

  private:
    /// @return what a node has got when it has got nothing for a second
    BgpTraffic Settled(size_t node) const
    {
        BgpTraffic before;
        BgpTraffic now = m_frr.TrafficAt(node);
        do
        {
            before = now;
            std::this_thread::sleep_for(std::chrono::seconds(1));
            now = m_frr.TrafficAt(node);
        } while (now != before);
        return now;
    }

    const FrrCloud& m_frr;
    ModelOfCloud& m_model;
    std::vector<uint64_t> m_markers; // by node
};

std::string
WordsOf(const Event& event)
{
    return TextOf(bgp::MacOf(event.mac)) +
           (event.kind == kLearn ? " spoke at" : " was removed from") + " VTEP " +
           std::to_string(event.vtep);
}

int
RunComparison()
{
    FrrCloud frr(kVteps);
    ModelOfCloud model(false);
    ModelOfCloud wrong(true);
    int different = Compare(frr, model, "the start");
    int compared = kVteps;
    int differentTraffic = 0;
    int comparedTraffic = 0;
    bool noticed = false;
    const TrafficComparison traffic(frr, model);
    for (const Event& event : kEvents)
    {
        event.kind == kLearn ? frr.Learn(event.vtep, TextOf(bgp::MacOf(event.mac)))
                             : frr.Unlearn(event.vtep, TextOf(bgp::MacOf(event.mac)));
        model.Take(event);
        wrong.Take(event);
        different += Compare(frr, model, WordsOf(event));
        compared += kVteps;
        differentTraffic += traffic.Compare(WordsOf(event));
        comparedTraffic += kVteps + 1;
        noticed = noticed || frr.StateOf(1) != wrong.StateOf(1);
    }
    std::cout << different << " differences in " << compared
              << " comparisons of routes, FDB and flood list with FRR, " << differentTraffic
              << " in " << comparedTraffic
              << " of UPDATEs and routes got; a model without mobility is "
              << (noticed ? "noticed" : "NOT noticed") << std::endl;
    return different + differentTraffic == 0 && noticed ? 0 : kFailed;
}

int
SkipComparison(const std::string& why)
{
    std::cout << "skipped: " << why << std::endl;
    return StatusWhereImpossible();
}

} // namespace
} // namespace ns3::vnlab::test

int
main()
{
    using namespace ns3::vnlab::test;
    if (!FrrIsInstalled())
    {
        return SkipComparison("frr is not installed");
    }
    try
    {
        const NetworkNamespace permitted;
    }
    catch (const std::exception& error)
    {
        return SkipComparison(error.what());
    }
    try
    {
        return RunComparison();
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << std::endl;
        return kFailed;
    }
}
