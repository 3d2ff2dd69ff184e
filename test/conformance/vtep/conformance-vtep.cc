// SPDX-License-Identifier: GPL-2.0-only
//
// Our vxlan model against Linux's vxlan device, frame for frame. Needs root (or CAP_NET_ADMIN,
// CAP_NET_RAW and CAP_SYS_ADMIN) and the programs ip, bridge and ethtool.
//
// Exit status 0: all frames alike, and every mutant noticed; 1: not; 77: not permitted here, which
// is 1 too where CONFORMANCE_REQUIRED=1.

#include "test/conformance/vtep/comparison.h"
#include "test/conformance/vtep/input-generator.h"
#include "test/conformance/vtep/linux-cloud.h"
#include "test/conformance/vtep/model-cloud.h"
#include "test/conformance/vtep/outer-fields.h"
#include "test/support/conformance-status.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <map>
#include <string_view>
#include <sys/utsname.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint64_t kShown = 10;         ///< differences that are printed
constexpr uint64_t kShownOfOneKind = 2; ///< of them, of one kind of input

struct Row
{
    uint64_t inputs{0};
    uint64_t compared{0};
    uint64_t differences{0};
    uint64_t simpler{0};    ///< frames that the model lacks, deliberately
    uint64_t cutPadding{0}; ///< frames whose padding Linux's router has cut off
};

using Table = std::map<std::string, Row>;

std::vector<Sightings>
RunModel(Mode mode, Mutant mutant, const std::vector<Input>& inputs)
{
    ModelCloud cloud(mode, mutant);
    std::vector<Sightings> seen;
    for (const Input& input : inputs)
    {
        seen.push_back(cloud.Inject(input));
    }
    return seen;
}

std::vector<Sightings>
RunLinux(Mode mode, const std::vector<Input>& inputs, const std::vector<Sightings>& expected)
{
    LinuxCloud cloud(mode);
    std::vector<Sightings> seen;
    for (size_t i = 0; i < inputs.size(); ++i)
    {
        seen.push_back(cloud.Inject(inputs[i], expected[i].size()));
    }
    return seen;
}

Table
CompareAll(const std::vector<Input>& inputs,
           const std::vector<Sightings>& linux,
           const std::vector<Sightings>& model,
           uint64_t shown)
{
    Table table;
    for (size_t i = 0; i < inputs.size(); ++i)
    {
        const Verdict verdict = Compare(linux[i], model[i]);
        Row& row = table[inputs[i].kind];
        row.inputs += inputs[i].frames.size();
        row.compared += verdict.compared;
        row.cutPadding += verdict.cutPadding;
        if (inputs[i].isSimpler && verdict.onlyLinux == verdict.differences.size())
        {
            row.simpler += verdict.onlyLinux;
            continue;
        }
        for (const std::string& difference : verdict.differences)
        {
            if (++row.differences <= kShownOfOneKind && shown > 0)
            {
                --shown;
                std::cout << "  input " << i << " at " << ToString(inputs[i].at) << " ("
                          << inputs[i].kind << ", " << inputs[i].frames.front().size()
                          << " bytes)\n    " << difference << "\n";
            }
        }
    }
    return table;
}

Row
Total(const Table& table)
{
    Row total;
    for (const auto& [kind, row] : table)
    {
        total.inputs += row.inputs;
        total.compared += row.compared;
        total.differences += row.differences;
        total.simpler += row.simpler;
        total.cutPadding += row.cutPadding;
    }
    return total;
}

void
Print(const char* kind, const Row& row)
{
    std::printf("  %-44s %9lu %9lu %9lu\n", kind, row.inputs, row.compared, row.differences);
}

/// The outer UDP source ports of what Linux's vxlan devices sent.
struct PortRange
{
    uint16_t least{0xffff};
    uint16_t most{0};

    bool IsRight() const
    {
        return least >= 32768 && most <= 60999;
    }
};

PortRange
SourcePorts(const std::vector<Input>& inputs, const std::vector<Sightings>& linux)
{
    PortRange range;
    for (size_t i = 0; i < inputs.size(); ++i)
    {
        for (const Sighting& sighting : linux[i])
        {
            const bool isOuter = inputs[i].at.kind == Place::Kind::kVm &&
                                 sighting.place.kind == Place::Kind::kUplink &&
                                 PathOf(sighting.frame);
            const uint16_t port = isOuter ? FreeFieldsOf(sighting.frame).sourcePort : uint16_t{0};
            if (port != 0) // not in a later fragment
            {
                range.least = std::min(range.least, port);
                range.most = std::max(range.most, port);
            }
        }
    }
    return range;
}

/// @return whether every mutant differs from Linux more than the model does
bool
CheckMutants(Mode mode,
             const std::vector<Input>& inputs,
             const std::vector<Sightings>& linux,
             uint64_t differences)
{
    bool good = true;
    for (const Mutant mutant : {Mutant::kTtl63,
                                Mutant::kNoOuterEcn,
                                Mutant::kNoUdpChecksum,
                                Mutant::kWrongVni,
                                Mutant::kSmallMtu,
                                Mutant::kOneEntryMissing,
                                Mutant::kLearningTurnedOver})
    {
        const Row found = Total(CompareAll(inputs, linux, RunModel(mode, mutant, inputs), 0));
        const bool noticed = found.differences > differences;
        std::printf("  mutant: %-36s %s (%lu different)\n",
                    ToString(mutant),
                    noticed ? "noticed" : "NOT NOTICED",
                    found.differences);
        good = good && noticed;
    }
    return good;
}

/// @return whether both sides are alike, and no mutant is
bool
CheckMode(Mode mode, uint32_t count, uint64_t seed)
{
    const std::vector<Input> inputs = MakeInputs(count, seed);
    const std::vector<Sightings> model = RunModel(mode, Mutant::kNone, inputs);
    const std::vector<Sightings> linux = RunLinux(mode, inputs, model);
    const Table table = CompareAll(inputs, linux, model, kShown);
    std::printf("%-46s %9s %9s %9s\n", ToString(mode), "injected", "compared", "different");
    for (const auto& [kind, row] : table)
    {
        Print(kind.c_str(), row);
    }
    const Row total = Total(table);
    Print("all", total);
    const PortRange ports = SourcePorts(inputs, linux);
    std::printf("  outer source ports of Linux: %u to %u\n", ports.least, ports.most);
    std::printf(
        "  deliberately simpler: %lu frames with malformed IPv4 or ARP that only Linux carries,\n"
        "    %lu received underlay frames without their padding, which Linux's router cuts off\n",
        total.simpler,
        total.cutPadding);
    const bool isAlike = total.differences == 0 && ports.IsRight();
    return CheckMutants(mode, inputs, linux, total.differences) && isAlike;
}

int
Main(int argc, char** argv)
{
    const uint32_t count = argc > 1 ? static_cast<uint32_t>(std::stoul(argv[1])) : 4000;
    const uint64_t seed = argc > 2 ? std::stoull(argv[2]) : 1;
    utsname system{};
    uname(&system);
    std::printf(
        "Linux %s, seed %lu, %u inputs or more in each mode\n", system.release, seed, count);
    bool good = true;
    for (const Mode mode : {Mode::kLearn, Mode::kStatic})
    {
        good = CheckMode(mode, count, seed) && good;
    }
    return good ? 0 : kFailed;
}

} // namespace
} // namespace ns3::vnlab::test

int
main(int argc, char** argv)
{
    using namespace ns3::vnlab::test;
    try
    {
        const LinuxCloud probe(Mode::kStatic);
    }
    catch (const std::exception& error)
    {
        std::cout << "conformance-vtep: not possible here: " << error.what() << "\n";
        return StatusWhereImpossible();
    }
    try
    {
        return Main(argc, argv);
    }
    catch (const std::exception& error)
    {
        std::cout << "conformance-vtep: " << error.what() << "\n";
        return kFailed;
    }
}
