// SPDX-License-Identifier: GPL-2.0-only
// Runs a target over files, and folders with all below them, where libFuzzer does not: what once was a
// finding stays tested in every build with sanitizers.
//   replay PATH...        a PATH that does not exist is said to be skipped
#include "test/fuzz/fuzz-input.h"

#include <chrono>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace
{

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Longest that one input may take under sanitizers without optimization.
constexpr std::chrono::seconds kMost{20};

/// @return whether the target took the file as it should
bool
Replay(const fs::path& path)
{
    std::printf("%s\n", path.c_str());
    std::fflush(stdout); // a crash comes behind the name of its input
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    const auto begin = Clock::now();
    try
    {
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    }
    catch (const std::exception& error)
    {
        std::printf("not a refusal that readers document: %s\n", error.what());
        return false;
    }
    if (Clock::now() - begin > kMost)
    {
        std::printf("took more than %d s\n", static_cast<int>(kMost.count()));
        return false;
    }
    return true;
}

/// @return whether all is as it should be
bool
ReplayAll(const fs::path& path)
{
    if (!fs::exists(path))
    {
        std::printf("skipped: there is no %s\n", path.c_str());
        return true;
    }
    if (!fs::is_directory(path))
    {
        return Replay(path);
    }
    bool good = true;
    for (const auto& entry : fs::recursive_directory_iterator(path))
    {
        good = (!entry.is_regular_file() || Replay(entry.path())) && good;
    }
    return good;
}

} // namespace

int
main(int argc, char** argv)
{
    bool good = true;
    for (int i = 1; i < argc; ++i)
    {
        good = ReplayAll(argv[i]) && good;
    }
    return good ? 0 : 1;
}
