// SPDX-License-Identifier: GPL-2.0-only
#include "model/dice.h"

#include <gtest/gtest.h>
#include <set>
#include <stdexcept>
#include <type_traits>

namespace ns3::vnlab
{
namespace
{

const DicePurpose kOne{"dice-test.one"};
const DicePurpose kOther{"dice-test.other"};

/// A purpose is an object of its own: no number and no text becomes one by itself.
static_assert(!std::is_convertible_v<uint64_t, DicePurpose>);
static_assert(!std::is_constructible_v<DicePurpose, uint64_t>);
static_assert(!std::is_convertible_v<const char*, DicePurpose>);
static_assert(!std::is_copy_constructible_v<DicePurpose>);
static_assert(
    !std::is_invocable_v<decltype(&Dice::Number), const Dice&, uint32_t, uint32_t, uint32_t>);
static_assert(
    !std::is_invocable_v<decltype(&Dice::Uniform), const Dice&, uint32_t, uint32_t, uint32_t>);
static_assert(!std::is_invocable_v<decltype(&Dice::Below),
                                   const Dice&,
                                   uint32_t,
                                   uint32_t,
                                   uint32_t,
                                   uint32_t>);

/// Test vectors of the authors of the hash.
TEST(DicePurposeTest, TheNumberIsTheNamesFnv1a)
{
    EXPECT_EQ(Fnv1a(""), 0xcbf29ce484222325);
    EXPECT_EQ(Fnv1a("a"), 0xaf63dc4c8601ec8c);
    EXPECT_EQ(Fnv1a("foobar"), 0x85944171f73967e8);
    EXPECT_EQ(kOne.Number(), Fnv1a("dice-test.one"));
}

TEST(DicePurposeTest, ANameIsTakenOnce)
{
    EXPECT_THROW(DicePurpose{"dice-test.one"}, std::logic_error);
    EXPECT_NO_THROW(DicePurpose{"dice-test.two"});
}

TEST(DiceTest, AThrowIsAFunctionOfSeedRunPurposeWhoAndCounter)
{
    EXPECT_EQ(Dice(1, 0).Number(kOne, 2, 3), Dice(1, 0).Number(kOne, 2, 3));
    const std::set<uint64_t> throws{Dice(1, 0).Number(kOne, 2, 3),
                                    Dice(2, 0).Number(kOne, 2, 3),
                                    Dice(1, 1).Number(kOne, 2, 3),
                                    Dice(1, 0).Number(kOther, 2, 3),
                                    Dice(1, 0).Number(kOne, 3, 2),
                                    Dice(1, 0).Number(kOne, 2, 2)};
    EXPECT_EQ(throws.size(), 6u);
}

TEST(DiceTest, UniformAndBelowStayInTheirRange)
{
    double sum = 0;
    std::set<uint32_t> faces;
    for (uint32_t i = 0; i < 10'000; ++i)
    {
        const double uniform = Dice(1, 0).Uniform(kOne, 0, i);
        EXPECT_TRUE(uniform >= 0 && uniform < 1);
        sum += uniform;
        faces.insert(Dice(1, 0).Below(6, kOther, 0, i));
    }
    EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
    EXPECT_EQ(faces, (std::set<uint32_t>{0, 1, 2, 3, 4, 5}));
}

} // namespace
} // namespace ns3::vnlab
