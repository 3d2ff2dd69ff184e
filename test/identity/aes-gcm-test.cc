// SPDX-License-Identifier: GPL-2.0-only
//
// AES-128-GCM by the vectors of its authors: D. McGrew and J. Viega, The Galois/Counter Mode of Operation,
// appendix B, test cases 1, 2 and 4.

#include "model/identity/aes-gcm.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using Octets = std::vector<uint8_t>;

Octets
OctetsOfHex(std::string_view text)
{
    Octets bytes;
    for (size_t i = 0; i + 1 < text.size(); i += 2)
    {
        bytes.push_back(
            static_cast<uint8_t>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

template <size_t size>
std::array<uint8_t, size>
ArrayOfHex(std::string_view text)
{
    std::array<uint8_t, size> array{};
    std::ranges::copy(OctetsOfHex(text), array.begin());
    return array;
}

struct Vector
{
    std::string_view key;
    std::string_view nonce;
    std::string_view plain;
    std::string_view associated;
    std::string_view sealed; ///< cipher text and tag
};

constexpr Vector kVectors[]{{"00000000000000000000000000000000",
                             "000000000000000000000000",
                             "",
                             "",
                             "58e2fccefa7e3061367f1d57a4e7455a"},
                            {"00000000000000000000000000000000",
                             "000000000000000000000000",
                             "00000000000000000000000000000000",
                             "",
                             "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf"},
                            {"feffe9928665731c6d6a8f9467308308",
                             "cafebabefacedbaddecaf888",
                             "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0"
                             "c95956809532fcf0e2449a6b525"
                             "b16aedf5aa0de657ba637b39",
                             "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                             "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d51"
                             "4b25466931c7d8f6a5aac84aa05"
                             "1ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47"}};

} // namespace

TEST(AesGcm, SealsAndOpensAsItsAuthorsSay)
{
    for (const Vector& vector : kVectors)
    {
        const auto key = ArrayOfHex<16>(vector.key);
        const auto nonce = ArrayOfHex<12>(vector.nonce);
        const Octets associated = OctetsOfHex(vector.associated);
        Octets text = OctetsOfHex(vector.plain);
        text.resize(text.size() + aesgcm::kTag);
        AesGcmSeal(text, key, nonce, associated);
        EXPECT_EQ(text, OctetsOfHex(vector.sealed));
        EXPECT_TRUE(AesGcmOpen(text, key, nonce, associated));
        text.resize(text.size() - aesgcm::kTag);
        EXPECT_EQ(text, OctetsOfHex(vector.plain));
    }
}

RC_GTEST_PROP(AesGcm, NothingOpensOfWhichABitDiffers, ())
{
    Octets text = *rc::gen::arbitrary<Octets>();
    auto key = *rc::gen::container<aesgcm::Key>(rc::gen::arbitrary<uint8_t>());
    auto nonce = *rc::gen::container<aesgcm::Nonce>(rc::gen::arbitrary<uint8_t>());
    Octets associated = *rc::gen::container<Octets>(8, rc::gen::arbitrary<uint8_t>());
    text.resize(text.size() + aesgcm::kTag);
    AesGcmSeal(text, key, nonce, associated);

    const std::span<uint8_t> parts[]{text, key, nonce, associated};
    const std::span<uint8_t> part = parts[*rc::gen::inRange(0, 4)];
    part[*rc::gen::inRange<size_t>(0, part.size())] ^=
        static_cast<uint8_t>(1 << *rc::gen::inRange(0, 8));
    RC_ASSERT(!AesGcmOpen(text, key, nonce, associated));
}

TEST(AesGcm, WhatIsShorterThanATagDoesNotOpen)
{
    Octets text(aesgcm::kTag - 1);
    EXPECT_FALSE(AesGcmOpen(text, {}, {}, {}));
    EXPECT_THROW(AesGcmSeal(text, {}, {}, {}), std::logic_error);
}

} // namespace ns3::vnlab::test
