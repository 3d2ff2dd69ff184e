// SPDX-License-Identifier: GPL-2.0-only
//
// Our switches with VLANs against Open vSwitch's NORMAL action: the same random frames come to both, in the same
// order; each has to leave by the same ports with the same tags, so both have to learn the same. Needs
// openvswitch-switch, no root.
//
// Exit status 0: all alike, and wrong models noticed; 1: not; 77: not possible here, which is 1 too where
// CONFORMANCE_REQUIRED=1.

#include "test/conformance/vlan/model-bridges.h"
#include "test/conformance/vlan/ovs-bridge.h"
#include "test/support/conformance-status.h"

#include <iostream>
#include <random>

namespace ns3::vnlab::test
{
namespace
{

constexpr size_t kFrames = 5'000;
constexpr size_t kLarge = 100; ///< stations: more than there are

const std::vector<VlanPort> kHostPorts{{1, 10}, {2, 10}, {3, 20}, {4, 20}, {5}};

const std::vector<VlanPort> kLeafPorts{{11, {}, {10, 20}}, {12, {}, {10}}, {13, {}, {10, 20, 30}}};

/// A frame that any station may send to any other, with any tag that one might expect here.
class FrameDice
{
  public:
    FrameDice(const std::vector<VlanPort>& ports, bool alwaysTagged)
        : m_ports(ports),
          m_alwaysTagged(alwaysTagged)
    {
    }

    VlanFrame Draw()
    {
        VlanFrame frame{m_ports[Below(m_ports.size())].number, Station(), Station(), {}};
        if (Below(4) == 0)
        {
            frame.destination = kBroadcastMac;
        }
        else if (Below(16) == 0)
        {
            frame.destination = {0x01, 0x80, 0xc2, 0, 0, static_cast<uint8_t>(Below(16))};
        }
        constexpr uint16_t vlans[] = {0, 10, 10, 20, 20, 30, 40};
        if (m_alwaysTagged || Below(2) == 0)
        {
            frame.tag = {vlans[Below(std::size(vlans))], static_cast<uint8_t>(Below(8))};
        }
        return frame;
    }

  private:
    uint64_t Below(uint64_t count)
    {
        return m_dice() % count;
    }

    MacBytes Station()
    {
        return {2, 0, 0, 0, 0, static_cast<uint8_t>(1 + Below(6))};
    }

    const std::vector<VlanPort>& m_ports;
    bool m_alwaysTagged; ///< what has no tag, a leaf routes
    std::mt19937_64 m_dice{1};
};

std::string
TextOf(const std::optional<VlanTag>& tag)
{
    return tag ? "VLAN " + std::to_string(tag->vlan) + " priority " + std::to_string(tag->priority)
               : "no tag";
}

std::string
TextOf(const VlanOutputs& outputs)
{
    std::string text;
    for (const VlanOutput& output : outputs)
    {
        text += " port " + std::to_string(output.port) + " (" + TextOf(output.tag) + ")";
    }
    return text.empty() ? " nowhere" : text;
}

/// A frame, and where Open vSwitch sent it.
struct Answered
{
    VlanFrame frame;
    VlanOutputs outputs;
};

std::vector<Answered>
AskOvs(OvsBridge& ovs, FrameDice dice)
{
    std::vector<Answered> answers;
    for (size_t i = 0; i < kFrames; ++i)
    {
        const VlanFrame frame = dice.Draw();
        answers.push_back({frame, ovs.Take(frame)});
    }
    return answers;
}

/// @return frames that a model sends elsewhere. @param tells whether to print the first of them
size_t
CountDifferent(const std::vector<Answered>& answers, VlanSwitchUnderTest& model, bool tells)
{
    size_t different = 0;
    for (const Answered& answer : answers)
    {
        const VlanOutputs outputs = model.Take(answer.frame);
        if (outputs != answer.outputs && ++different == 1 && tells)
        {
            std::cout << "a frame on port " << answer.frame.port << " with "
                      << TextOf(answer.frame.tag) << ": model" << TextOf(outputs)
                      << ", Open vSwitch" << TextOf(answer.outputs) << '\n';
        }
    }
    return different;
}

/// @return whether the right model is alike and each wrong one is not
bool
Judge(const std::string& what,
      const std::vector<Answered>& answers,
      VlanSwitchUnderTest& right,
      const std::vector<VlanSwitchUnderTest*>& wrong)
{
    const size_t different = CountDifferent(answers, right, true);
    size_t noticed = 0;
    for (VlanSwitchUnderTest* model : wrong)
    {
        noticed += CountDifferent(answers, *model, false) > 0 ? 1 : 0;
    }
    std::cout << what << ": " << different << " differences in " << answers.size()
              << " frames; wrong models noticed: " << noticed << " of " << wrong.size()
              << std::endl;
    return different == 0 && noticed == wrong.size();
}

bool
CompareHosts(const OpenVswitch& ovs)
{
    OvsBridge bridge(ovs, "br0", kHostPorts);
    const std::vector<Answered> answers = AskOvs(bridge, FrameDice(kHostPorts, false));
    std::vector<VlanPort> otherVlan = kHostPorts;
    otherVlan[1].access = 20;
    std::vector<VlanPort> swapped = kHostPorts;
    std::swap(swapped[1].number, swapped[2].number);
    ModelHost right(kHostPorts);
    ModelHost inOtherVlan(otherVlan);
    ModelHost isSwapped(swapped);
    ModelHost forgets(kHostPorts, MicroSeconds(1));
    return Judge("host switch", answers, right, {&inOtherVlan, &isSwapped, &forgets});
}

bool
CompareLeaves(const OpenVswitch& ovs)
{
    OvsBridge bridge(ovs, "br1", kLeafPorts);
    const std::vector<Answered> answers = AskOvs(bridge, FrameDice(kLeafPorts, true));
    std::vector<VlanPort> shorter = kLeafPorts;
    std::erase(shorter[2].trunks, 20);
    std::vector<VlanPort> longer = kLeafPorts;
    longer[1].trunks.push_back(20);
    const auto judge = [&](const std::string& what, FabricKind kind)
    {
        ModelLeaf right(kLeafPorts, kLarge, kind);
        ModelLeaf isShorter(shorter, kLarge, kind);
        ModelLeaf isLonger(longer, kLarge, kind);
        ModelLeaf forgets(kLeafPorts, 1, kind);
        return Judge(what, answers, right, {&isShorter, &isLonger, &forgets});
    };
    const bool onATree = judge("leaf", FabricKind::kTree);
    const bool inOneHop = judge("fabric of one hop", FabricKind::kOneHop);
    return onATree && inOneHop;
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
    if (!OpenVswitchIsInstalled())
    {
        return SkipComparison("openvswitch-switch is not installed");
    }
    try
    {
        const OpenVswitch ovs;
        const bool hostsAreAlike = CompareHosts(ovs);
        const bool leavesAreAlike = CompareLeaves(ovs);
        return hostsAreAlike && leavesAreAlike ? 0 : kFailed;
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << std::endl;
        return kFailed;
    }
}
