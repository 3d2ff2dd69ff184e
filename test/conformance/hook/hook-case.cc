// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/hook-case.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

constexpr std::array kKindNames{"hit",
                                "truncated",
                                "ipv6",
                                "arp",
                                "vlan-tagged",
                                "ip-options",
                                "fragment",
                                "maximum-length",
                                "wrong-checksum",
                                "full-map",
                                "missing-entry",
                                "wrong-tunnel",
                                "multicast",
                                "ecn",
                                "padded",
                                "wrong-length",
                                "bit-flips",
                                "random-bytes"};
static_assert(kKindNames.size() == size_t(CaseKind::kCount));

std::string
FirstDifference(const Bytes& expected, const Bytes& actual)
{
    auto [mine, other] = std::ranges::mismatch(expected, actual);
    return "from byte " + std::to_string(mine - expected.begin()) + ", lengths " +
           std::to_string(expected.size()) + " and " + std::to_string(actual.size());
}

} // namespace

const char*
NameOf(CaseKind kind)
{
    return kKindNames.at(static_cast<size_t>(kind));
}

const HookProgram&
CheckedProgram(const std::string& name)
{
    auto found = std::ranges::find(kCheckedPrograms, name, &HookProgram::name);
    if (found == kCheckedPrograms.end())
    {
        throw std::invalid_argument("no hook program is called '" + name + "'");
    }
    return **found;
}

std::string
Difference(const HookProgram& program, const HookOutcome& expected, const HookOutcome& actual)
{
    std::string text;
    if (expected.verdict != actual.verdict)
    {
        text += "verdict " + std::to_string(expected.verdict) + " and " +
                std::to_string(actual.verdict) + "; ";
    }
    if (expected.frame != actual.frame)
    {
        text += "frame " + FirstDifference(expected.frame, actual.frame) + "; ";
    }
    for (size_t i = 0; i < program.maps.size(); ++i)
    {
        if (expected.maps.at(i) != actual.maps.at(i))
        {
            text += std::string("map ") + program.maps[i]->name + "; ";
        }
    }
    return text;
}

} // namespace ns3::vnlab
