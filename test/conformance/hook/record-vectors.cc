// SPDX-License-Identifier: GPL-2.0-only
// Records what this machine's kernel makes of generated cases, as vector files that test-conformance
// replays natively.
#include "analysis/kernel/cannot-run-here.h"
#include "analysis/kernel/kernel-name.h"
#include "analysis/kernel/kernel-runner.h"
#include "test/conformance/hook/case-table.h"
#include "test/conformance/hook/packet-generator.h"
#include "test/conformance/hook/vector-file.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iostream>

using namespace ns3::vnlab;

namespace
{

/// @return today in UTC, as YYYY-MM-DD
std::string
Today()
{
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    char text[11];
    std::strftime(text, sizeof(text), "%Y-%m-%d", std::gmtime(&now));
    return text;
}

/// Every truncation first, then batches until there are enough.
VectorFile
Record(const HookProgram& program, uint64_t seed, uint64_t count)
{
    VectorFile file{&program, KernelName(), Today(), {}};
    KernelRunner kernel(program, VNLAB_BPF_OBJECTS);
    PacketGenerator generator(program, seed, InterfaceIndices());
    CaseTable table(program);
    std::vector<HookCase> batch = generator.EveryTruncation();
    while (!batch.empty())
    {
        for (HookCase& input : batch)
        {
            HookOutcome result = kernel.Run(input);
            table.Add(input, result);
            file.vectors.push_back({std::move(input), std::move(result)});
        }
        batch = file.vectors.size() < count ? generator.NextBatch() : std::vector<HookCase>{};
    }
    table.Print(std::cout);
    return file;
}

} // namespace

int
main(int argc, char** argv)
{
    CLI::App app("Records golden vectors of the hook programs from this machine's kernel.");
    std::filesystem::path folder = VNLAB_VECTORS;
    uint64_t seed = 3;
    uint64_t count = 3000;
    app.add_option("--out", folder, "folder for the files")->capture_default_str();
    app.add_option("--seed", seed, "of the packets")->capture_default_str();
    app.add_option("--count", count, "vectors at least for each program")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try
    {
        for (const HookProgram* program : kCheckedPrograms)
        {
            const VectorFile file = Record(*program, seed, count);
            const std::filesystem::path path = folder / (std::string(program->name) + ".vec");
            WriteVectorFile(path, file);
            std::cout << path.filename().string() << ": " << file.vectors.size() << " vectors, "
                      << std::filesystem::file_size(path) << " bytes\n\n";
        }
    }
    catch (const std::exception& error)
    {
        std::cerr << "vnlab-record-vectors: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
