// SPDX-License-Identifier: GPL-2.0-only
// What a Linux kernel did with the hook programs, the native build does too.
#include "test/conformance/hook/case-table.h"
#include "test/conformance/hook/mutants.h"
#include "test/conformance/hook/native-runner.h"
#include "test/conformance/hook/packet-generator.h"
#include "test/conformance/hook/vector-file.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/if_ether.h>
#include <map>
#include <set>

namespace ns3::vnlab
{
namespace
{

using testing::Ge;
using testing::StartsWith;

const std::filesystem::path kFolder =
    std::filesystem::path(VNLAB_SOURCE_DIR) / "test/conformance/hook";

const VectorFile&
Recorded(const HookProgram& program)
{
    static std::map<std::string, VectorFile> read;
    auto found = read.find(program.name);
    if (found == read.end())
    {
        const auto path = kFolder / "vectors" / (std::string(program.name) + ".vec");
        found = read.emplace(program.name, ReadVectorFile(path)).first;
    }
    return found->second;
}

/// @return every number from the first to the last
std::set<size_t>
Row(size_t first, size_t last)
{
    std::set<size_t> row;
    for (size_t i = first; i <= last; ++i)
    {
        row.insert(i);
    }
    return row;
}

class VectorTest : public testing::TestWithParam<const HookProgram*>
{
  protected:
    const VectorFile& m_file{Recorded(*GetParam())};
};

TEST_P(VectorTest, NativeBuildDoesWhatTheKernelDid)
{
    NativeRunner native(*GetParam());
    size_t differences = 0;
    for (size_t i = 0; i < m_file.vectors.size() && differences < 5; ++i)
    {
        const Vector& vector = m_file.vectors[i];
        const HookOutcome result = native.Run(vector.input);
        if (result != vector.result)
        {
            ++differences;
            ADD_FAILURE() << "vector " << i << ", " << NameOf(vector.input.kind)
                          << " (kernel and native): "
                          << Difference(*GetParam(), vector.result, result);
        }
    }
}

TEST_P(VectorTest, FileSaysWhereItComesFrom)
{
    EXPECT_EQ(m_file.program, GetParam());
    EXPECT_THAT(m_file.kernel, StartsWith("Linux "));
    EXPECT_THAT(m_file.date, testing::MatchesRegex("20[0-9][0-9]-[01][0-9]-[0-3][0-9]"));
}

TEST_P(VectorTest, ThereAreEnoughOfEveryKind)
{
    CaseTable table(*GetParam());
    for (const Vector& vector : m_file.vectors)
    {
        table.Add(vector.input, vector.result);
        EXPECT_TRUE(PacketGenerator::IsTestable(*GetParam(), vector.input.frame));
        EXPECT_NE(vector.input.ifindex, 0U);
    }
    EXPECT_THAT(m_file.vectors.size(), Ge(2000U));
    for (int kind = 0; kind < int(CaseKind::kCount); ++kind)
    {
        EXPECT_THAT(table.Count(CaseKind(kind)), Ge(40U)) << NameOf(CaseKind(kind));
    }
}

TEST_P(VectorTest, FullMapsAreFull)
{
    for (const Vector& vector : m_file.vectors)
    {
        const size_t entries = CountEntries(*GetParam()->maps.front(), vector.input.maps->front());
        EXPECT_EQ(entries == GetParam()->maps.front()->max_entries,
                  vector.input.kind == CaseKind::kFullMap);
    }
}

TEST_P(VectorTest, FramesAreCutAtEveryByte)
{
    std::set<size_t> arp;
    std::set<size_t> ipv4;
    for (const Vector& vector : m_file.vectors)
    {
        if (vector.input.kind == CaseKind::kTruncated)
        {
            const Bytes& frame = vector.input.frame;
            (frame[13] == (ETH_P_ARP & 0xff) ? arp : ipv4).insert(frame.size());
        }
    }
    const size_t least = GetParam()->point == HookPoint::kXdp ? ETH_HLEN : ETH_HLEN + 20;
    EXPECT_EQ(ipv4, Row(least, *ipv4.rbegin()));
    EXPECT_THAT(*ipv4.rbegin(), Ge(GetParam() == &kDecapsulateProgram ? 100U : 60U));
    if (GetParam() != &kDecapsulateProgram) // whose ARP is in tunnels
    {
        EXPECT_EQ(arp, Row(ETH_HLEN, ETH_HLEN + 27));
    }
}

TEST_P(VectorTest, LongestFramesAreThere)
{
    size_t longest = 0;
    for (const Vector& vector : m_file.vectors)
    {
        longest = std::max(longest, vector.input.frame.size());
    }
    EXPECT_EQ(longest, GetParam()->point == HookPoint::kXdp ? 65549U : 3712U);
}

TEST_P(VectorTest, MutantIsCaught)
{
    for (const Mutant& mutant : kMutants)
    {
        if (mutant.original == GetParam())
        {
            NativeRunner native(mutant.program);
            EXPECT_TRUE(std::ranges::any_of(m_file.vectors,
                                            [&native](const Vector& vector)
                                            { return native.Run(vector.input) != vector.result; }))
                << mutant.mistake;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(,
                         VectorTest,
                         testing::ValuesIn(kCheckedPrograms),
                         [](const auto& test) { return std::string(test.param->name); });

TEST(VectorsTest, ReachEveryDropReasonThatTheTestCallCanReach)
{
    std::map<std::string, std::set<int>> reached;
    for (const HookProgram* program : kCheckedPrograms)
    {
        CaseTable table(*program);
        for (const Vector& vector : Recorded(*program).vectors)
        {
            table.Add(vector.input, vector.result);
        }
        for (int reason = 0; reason <= VNLAB_DROP_DETACHED; ++reason)
        {
            if (table.Drops(vnlab_drop_reason(reason)) > 0)
            {
                reached[program->name].insert(reason);
            }
        }
    }
    const std::map<std::string, std::set<int>> expected{
        {"encapsulate", {VNLAB_DROP_MALFORMED, VNLAB_DROP_UNSUPPORTED, VNLAB_DROP_NO_TUNNEL}},
        {"decapsulate", {VNLAB_DROP_MALFORMED, VNLAB_DROP_UNSUPPORTED, VNLAB_DROP_UNKNOWN_TUNNEL}},
        {"whitelist", {VNLAB_DROP_MALFORMED, VNLAB_DROP_UNSUPPORTED, VNLAB_DROP_NOT_WHITELISTED}}};
    EXPECT_EQ(reached, expected);
}

TEST(VectorsTest, AreSmallOnDisk)
{
    uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder / "vectors"))
    {
        bytes += entry.file_size();
    }
    EXPECT_LT(bytes, 1'000'000U);
}

} // namespace
} // namespace ns3::vnlab
