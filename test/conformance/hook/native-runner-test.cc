// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/native-runner.h"
#include "test/conformance/hook/packet-generator.h"

#include <gtest/gtest.h>
#include <linux/pkt_cls.h>

namespace ns3::vnlab
{
namespace
{

/// @return the first case of a kind
HookCase
First(PacketGenerator& generator, CaseKind kind)
{
    for (HookCase& input : generator.NextBatch())
    {
        if (input.kind == kind)
        {
            return input;
        }
    }
    throw std::logic_error("no such case");
}

TEST(NativeRunnerTest, EveryRunStartsFromTheCasesMaps)
{
    PacketGenerator generator(kEncapsulateProgram, 3);
    const HookCase input = First(generator, CaseKind::kMissingEntry);
    NativeRunner native(kEncapsulateProgram);
    const HookOutcome first = native.Run(input);
    EXPECT_EQ(first.verdict, TC_ACT_SHOT);
    EXPECT_NE(first.maps, *input.maps);
    EXPECT_EQ(native.Run(input), first);
}

TEST(NativeRunnerTest, AnotherCasesMapsReplaceTheLastOnes)
{
    PacketGenerator generator(kWhitelistProgram, 3);
    const HookCase one = First(generator, CaseKind::kHit);
    const HookCase other = First(generator, CaseKind::kHit);
    NativeRunner native(kWhitelistProgram);
    const HookOutcome first = native.Run(one);
    EXPECT_EQ(native.Run(other).maps, *other.maps);
    EXPECT_EQ(native.Run(one), first);
}

TEST(NativeRunnerTest, InstancesDoNotShareMaps)
{
    PacketGenerator generator(kWhitelistProgram, 3);
    const HookCase one = First(generator, CaseKind::kHit);
    HookCase stranger = First(generator, CaseKind::kHit);
    stranger.frame = one.frame; // no member of this instance's maps
    NativeRunner first(kWhitelistProgram);
    NativeRunner second(kWhitelistProgram);
    const HookOutcome before = first.Run(one);
    EXPECT_NE(second.Run(stranger).verdict, before.verdict);
    EXPECT_EQ(first.Run(one), before);
}

TEST(DifferenceTest, NamesWhatDiffers)
{
    const HookOutcome result{0, Bytes(20), MapState(4)};
    HookOutcome other = result;
    EXPECT_EQ(Difference(kEncapsulateProgram, result, other), "");
    other.verdict = 2;
    EXPECT_EQ(Difference(kEncapsulateProgram, result, other), "verdict 0 and 2; ");
    other = result;
    other.frame.resize(18);
    EXPECT_EQ(Difference(kEncapsulateProgram, result, other),
              "frame from byte 18, lengths 20 and 18; ");
    other = result;
    other.maps[2].values = {1};
    EXPECT_EQ(Difference(kEncapsulateProgram, result, other), "map identification; ");
}

} // namespace
} // namespace ns3::vnlab
