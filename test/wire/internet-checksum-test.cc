// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/big-endian.h"
#include "model/wire/internet-checksum.h"
#include "test/wire/wire-bytes.h"

#include <algorithm>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

/// RFC 1071 §1, word by word as it stands there.
uint16_t
PlainSum(Bytes bytes)
{
    bytes.resize((bytes.size() + 1) / 2 * 2);
    uint32_t sum = 0;
    for (size_t i = 0; i < bytes.size(); i += 2)
    {
        sum += ReadBig16(&bytes[i]);
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(sum);
}

} // namespace

TEST(InternetChecksum, ExampleOfRfc1071)
{
    const Bytes bytes{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7}; // §3
    EXPECT_EQ(InternetChecksum{}.Add(bytes).Sum(), 0xddf2);
    EXPECT_EQ(ChecksumOf(bytes), 0x220d);
}

TEST(InternetChecksum, NothingSumsToZero)
{
    EXPECT_EQ(InternetChecksum{}.Sum(), 0);
    EXPECT_EQ(ChecksumOf({}), 0xffff);
}

TEST(InternetChecksum, CarriesOfALongRunOfOnesAreKept)
{
    EXPECT_EQ(InternetChecksum{}.Add(Bytes(65535, 0xff)).Sum(), 0xff00);
    EXPECT_EQ(InternetChecksum{}.Add(Bytes(65536, 0xff)).Sum(), 0xffff);
}

RC_GTEST_PROP(InternetChecksum, EqualsTheSumWordByWord, (const Bytes& bytes))
{
    RC_ASSERT(InternetChecksum{}.Add(bytes).Sum() == PlainSum(bytes));
}

RC_GTEST_PROP(InternetChecksum, PiecesOfAnyLengthSumAsTheWhole, (const std::vector<Bytes>& pieces))
{
    Bytes whole;
    InternetChecksum added;
    InternetChecksum appended;
    for (const Bytes& piece : pieces)
    {
        whole.insert(whole.end(), piece.begin(), piece.end());
        added.Add(piece);
        appended.Append(InternetChecksum{}.Add(piece));
    }
    RC_ASSERT(added.Sum() == PlainSum(whole));
    RC_ASSERT(appended.Sum() == PlainSum(whole));
}

RC_GTEST_PROP(InternetChecksum,
              WordsSumAsTheirBytes,
              (const Bytes& before, uint16_t word, uint32_t doubleWord))
{
    Bytes whole = before;
    whole.resize(before.size() + 6);
    WriteBig16(&whole[before.size()], word);
    WriteBig32(&whole[before.size() + 2], doubleWord);
    const InternetChecksum sum =
        InternetChecksum{}.Add(before).AddWord(word).AddDoubleWord(doubleWord);
    RC_ASSERT(sum.Sum() == PlainSum(whole));
}

RC_GTEST_PROP(InternetChecksum, AlignmentDoesNotMatter, (const Bytes& bytes))
{
    for (size_t shift = 0; shift < 8; ++shift)
    {
        Bytes shifted(shift);
        shifted.insert(shifted.end(), bytes.begin(), bytes.end());
        RC_ASSERT(InternetChecksum{}.Add(std::span(shifted).subspan(shift)).Sum() ==
                  PlainSum(bytes));
    }
}

TEST(UpdateChecksum, ExampleOfRfc1624)
{
    EXPECT_EQ(UpdateChecksum(0xdd2f, 0x5555, 0x3285), 0x0000); // §4
}

RC_GTEST_PROP(UpdateChecksum, EqualsAFreshChecksum, (uint16_t after))
{
    const auto size = *rc::gen::inRange<size_t>(1, 20);
    auto bytes = *rc::gen::container<Bytes>(2 * size, rc::gen::arbitrary<uint8_t>());
    bytes[0] |= 0x40; // as in every IPv4 header; all zeros have two representations
    const size_t at = 2 * *rc::gen::inRange<size_t>(0, size);
    const uint16_t before = ReadBig16(&bytes[at]);
    const uint16_t checksum = ChecksumOf(bytes);
    WriteBig16(&bytes[at], after);
    const uint16_t fresh = ChecksumOf(bytes);
    RC_PRE(std::any_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte != 0; }));
    RC_ASSERT(UpdateChecksum(checksum, before, after) == fresh);
}

} // namespace ns3::vnlab::test
