// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/signing-key.h"

#include <algorithm>
#include <charconv>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

template <size_t size>
std::array<uint8_t, size>
FromHex(std::string_view text)
{
    std::array<uint8_t, size> bytes{};
    for (size_t i = 0; i < size; ++i)
    {
        std::from_chars(text.data() + 2 * i, text.data() + 2 * i + 2, bytes[i], 16);
    }
    return bytes;
}

/// RFC 8032 section 7.1, TEST 3.
const DerivedBytes kSecret =
    FromHex<32>("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
const PublicKey kPublic =
    FromHex<32>("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
const Signature kSignature =
    FromHex<64>("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
constexpr std::array<uint8_t, 2> kMessage{0xaf, 0x82};

TEST(SigningKey, PublicKeyIsThatOfTheRfc)
{
    EXPECT_EQ(SigningKey(kSecret).Public(), kPublic);
}

TEST(SigningKey, SignatureIsThatOfTheRfc)
{
    EXPECT_EQ(SigningKey(kSecret).Sign(kMessage), kSignature);
}

TEST(SigningKey, SignatureOfTheRfcIsVerified)
{
    EXPECT_TRUE(VerifySignature(kPublic, kMessage, kSignature));
}

TEST(SigningKey, SignatureOfAnotherLengthIsRefused)
{
    const std::span<const uint8_t> signature(kSignature);
    EXPECT_FALSE(VerifySignature(kPublic, kMessage, signature.first(63)));
    EXPECT_FALSE(VerifySignature(kPublic, kMessage, {}));
    std::vector<uint8_t> longer(kSignature.begin(), kSignature.end());
    longer.push_back(0);
    EXPECT_FALSE(VerifySignature(kPublic, kMessage, longer));
}

TEST(SigningKey, KeyThatIsNoPointOfTheCurveVerifiesNothing)
{
    PublicKey noPoint;
    noPoint.fill(0xff);
    EXPECT_FALSE(VerifySignature(noPoint, kMessage, kSignature));
}

RC_GTEST_PROP(SigningKey,
              OneFlippedBitInKeyMessageOrSignatureIsRefused,
              (const DerivedBytes& secret, std::array<uint8_t, 20> message))
{
    const SigningKey key(secret);
    Signature signature = key.Sign(message);
    PublicKey other = key.Public();
    RC_ASSERT(VerifySignature(other, message, signature));
    const size_t bit = *rc::gen::inRange<size_t>(0, (32 + 20 + 64) * 8);
    const size_t byte = bit / 8;
    (byte < 32   ? other[byte]
     : byte < 52 ? message[byte - 32]
                 : signature[byte - 52]) ^= static_cast<uint8_t>(1 << bit % 8);
    RC_ASSERT(!VerifySignature(other, message, signature));
}

TEST(Derivation, PartsDoNotRunIntoEachOther)
{
    EXPECT_NE(Derive("a", {BytesOf("bc"), BytesOf("d")}),
              Derive("a", {BytesOf("b"), BytesOf("cd")}));
    EXPECT_NE(Derive("a", {BytesOf("b")}), Derive("a", {BytesOf("b"), BytesOf("")}));
    EXPECT_NE(Derive("ab", {BytesOf("c")}), Derive("a", {BytesOf("bc")}));
}

TEST(Derivation, NumberIsMostSignificantByteFirst)
{
    const std::array<uint8_t, 8> expected{1, 2, 3, 4, 5, 6, 7, 8};
    EXPECT_EQ(BytesOf(uint64_t{0x0102030405060708}), expected);
}

} // namespace

} // namespace ns3::vnlab
