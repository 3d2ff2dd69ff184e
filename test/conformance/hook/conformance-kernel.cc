// SPDX-License-Identifier: GPL-2.0-only
// Runs fresh random packets through the hook programs in this machine's kernel and natively, and
// compares verdict, bytes and maps. Exit status: 0 all the same; 1 a difference; 77 not possible
// here (1 with CONFORMANCE_REQUIRED=1).
#include "analysis/kernel/cannot-run-here.h"
#include "analysis/kernel/kernel-name.h"
#include "analysis/kernel/kernel-runner.h"
#include "test/conformance/hook/case-table.h"
#include "test/conformance/hook/map-comparison.h"
#include "test/conformance/hook/mutants.h"
#include "test/conformance/hook/native-runner.h"
#include "test/conformance/hook/packet-generator.h"
#include "test/conformance/hook/receive-chain.h"
#include "test/support/conformance-status.h"

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <set>

using namespace ns3::vnlab;
namespace fs = std::filesystem;

namespace
{

constexpr uint64_t kMaxReports = 5;

/// What is to be run.
struct Plan
{
    fs::path objects{VNLAB_BPF_OBJECTS};
    uint64_t seed{std::random_device()()};
    uint64_t count{100000};
};

/// An instance in the kernel and one here, to be given the same cases.
struct Pair
{
    std::unique_ptr<HookRunner> kernel;
    std::unique_ptr<HookRunner> native;
};

using Batch = std::vector<HookCase>;

/**
 * @brief Two batches are run at once, packet by packet in turn, on two instances with maps of their
 * own: an instance that saw the other's maps would differ.
 * @return number of differences
 */
uint64_t
Compare(const std::array<Pair, 2>& pairs, const std::function<Batch()>& nextBatch, const Plan& plan)
{
    const HookProgram& program = pairs[0].native->Program();
    CaseTable table(program);
    std::set<uint32_t> interfaces;
    uint64_t done = 0;
    uint64_t differences = 0;
    while (done < plan.count)
    {
        const std::array batches{nextBatch(), nextBatch()};
        const size_t longest = std::max(batches[0].size(), batches[1].size());
        for (size_t i = 0; i < 2 * longest && done < plan.count; ++i)
        {
            if (i / 2 >= batches[i % 2].size())
            {
                continue;
            }
            const HookCase& input = batches[i % 2][i / 2];
            const HookOutcome expected = pairs[i % 2].kernel->Run(input);
            const HookOutcome actual = pairs[i % 2].native->Run(input);
            table.Add(input, expected);
            interfaces.insert(input.ifindex);
            ++done;
            if (expected != actual && ++differences <= kMaxReports)
            {
                std::cout << "DIFFERENCE (kernel and native): case " << done << ", "
                          << NameOf(input.kind) << ", " << input.frame.size()
                          << " bytes: " << Difference(program, expected, actual) << '\n';
            }
        }
    }
    table.Print(std::cout);
    std::cout << program.name << ": " << done << " cases, " << differences
              << " differences; 2 instances, packets in turn; ";
    if (program.point == HookPoint::kTcEgress)
    {
        std::cout << "on " << interfaces.size() << " interfaces; ";
    }
    std::cout << "seed " << plan.seed << "\n\n";
    return differences;
}

uint64_t
CompareProgram(const HookProgram& program, const Plan& plan)
{
    auto pair = [&]
    {
        return Pair{std::make_unique<KernelRunner>(program, plan.objects),
                    std::make_unique<NativeRunner>(program)};
    };
    PacketGenerator generator(program, plan.seed, InterfaceIndices());
    return Compare(
        {pair(), pair()}, [&] { return generator.NextBatch(); }, plan);
}

uint64_t
CompareReceiveChain(const Plan& plan)
{
    auto pair = [&]
    {
        return Pair{std::make_unique<KernelRunner>(kReceiveChain, kReceiveParts, plan.objects),
                    std::make_unique<NativeChainRunner>()};
    };
    PacketGenerator generator(kDecapsulateProgram, plan.seed);
    return Compare(
        {pair(), pair()}, [&] { return ReceiveBatch(generator); }, plan);
}

/// @return whether the comparison notices a native program with a mistake
bool
Notices(const Mutant& mutant, const Plan& plan)
{
    KernelRunner kernel(*mutant.original, plan.objects);
    NativeRunner native(mutant.program);
    PacketGenerator generator(*mutant.original, plan.seed);
    for (uint64_t done = 0; done < plan.count;)
    {
        for (const HookCase& input : generator.NextBatch())
        {
            const HookOutcome expected = kernel.Run(input);
            const HookOutcome actual = native.Run(input);
            ++done;
            if (expected != actual)
            {
                std::cout << "mutant of " << mutant.original->name << " (" << mutant.mistake
                          << "): caught after " << done
                          << " cases: " << Difference(*mutant.original, expected, actual) << '\n';
                return true;
            }
        }
    }
    std::cout << "mutant of " << mutant.original->name << " (" << mutant.mistake
              << "): NOT CAUGHT\n";
    return false;
}

/// @return number of differences between a map in the kernel and one here
uint64_t
CompareOperations(const vnlab_map& layout, const Plan& plan)
{
    const MapComparison comparison = CompareMaps(layout, plan.seed, plan.count);
    std::cout << "map " << layout.name << ": " << comparison.operations << " operations, "
              << comparison.differences << " differences (";
    const char* separator = "";
    for (const auto& [result, count] : comparison.results)
    {
        std::cout << separator << result << ' ' << count;
        separator = ", ";
    }
    std::cout << ")\n";
    if (comparison.differences > 0)
    {
        std::cout << "DIFFERENCE (kernel and native): " << comparison.firstDifference << '\n';
    }
    return comparison.differences;
}

/// @return what is missing to run programs in the kernel; empty if nothing is
std::string
Missing(const Plan& plan)
{
    try
    {
        for (const HookProgram* program : kCheckedPrograms)
        {
            KernelRunner runner(*program, plan.objects);
            runner.Run(PacketGenerator(*program, 1).NextBatch().front());
        }
    }
    catch (const CannotRunHere& error)
    {
        return error.what();
    }
    return {};
}

/// @return the exit status
int
RunAll(const Plan& plan)
{
    const std::string missing = Missing(plan);
    if (!missing.empty())
    {
        std::cout << "conformance-kernel: not run: " << missing << '\n';
        return test::StatusWhereImpossible();
    }
    std::cout << "conformance-kernel on " << KernelName() << ", seed " << plan.seed << "\n\n";
    uint64_t wrong = 0;
    for (const HookProgram* program : kCheckedPrograms)
    {
        wrong += CompareProgram(*program, plan);
    }
    wrong += CompareReceiveChain(plan);
    for (const vnlab_map& layout : ComparedMaps())
    {
        wrong += CompareOperations(layout, plan);
    }
    for (const Mutant& mutant : kMutants)
    {
        wrong += !Notices(mutant, plan);
    }
    return wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}

} // namespace

int
main(int argc, char** argv)
{
    CLI::App app("Compares hook programs in the Linux kernel with the simulator's build of them.");
    Plan plan;
    app.add_option("--seed", plan.seed, "of the packets; otherwise a new one each time");
    app.add_option("--count", plan.count, "packets for each program")->capture_default_str();
    app.add_option("--objects", plan.objects, "folder of the programs' objects");
    CLI11_PARSE(app, argc, argv);

    try
    {
        return RunAll(plan);
    }
    catch (const std::exception& error)
    {
        std::cout << "conformance-kernel: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
