// SPDX-License-Identifier: GPL-2.0-only
//
// X25519 by RFC 7748, HMAC-SHA-256 by RFC 4231, and RFC 7296's derivations as Python's hmac module computes them.
#include "model/ike/ike-keys.h"
#include "model/ike/x25519.h"
#include "test/ike/ike-pair.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <stdexcept>

namespace ns3::vnlab::ike
{
namespace
{

X25519Bytes
Point(const std::string& digits)
{
    X25519Bytes point{};
    std::ranges::copy(FromHex(digits), point.begin());
    return point;
}

Bytes
Counting(uint8_t from, size_t size = 32)
{
    Bytes bytes(size);
    std::iota(bytes.begin(), bytes.end(), from);
    return bytes;
}

template <class Array>
Bytes
AsBytes(const Array& array)
{
    return {array.begin(), array.end()};
}

Bytes
AsBytes(const EspKey& key)
{
    ByteWriter writer;
    return writer.Append(key.key).Append(key.salt).Written();
}

const Freshness kFresh{Counting(0x40), Counting(0x80), 0x0102030405060708, 0x1112131415161718};

TEST(X25519, BothEndsOfRfc7748HaveItsSecret)
{
    const X25519Bytes alice =
        Point("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    const X25519Bytes bob =
        Point("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    const X25519Bytes ofAlice =
        Point("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    const X25519Bytes ofBob =
        Point("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    const X25519Bytes both =
        Point("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    EXPECT_EQ(X25519PublicOf(alice), ofAlice);
    EXPECT_EQ(X25519PublicOf(bob), ofBob);
    EXPECT_EQ(X25519Shared(alice, ofBob), both);
    EXPECT_EQ(X25519Shared(bob, ofAlice), both);
}

TEST(X25519, AValueOfSmallOrderLeavesNoSecret)
{
    EXPECT_FALSE(X25519Shared(Point("77"), Point("00")));
    EXPECT_FALSE(X25519Shared(Point("77"), Point("01")));
}

TEST(IkePrf, IsHmacSha256OfItsPartsInARow)
{
    const Bytes key(20, 0x0b);
    const auto expected =
        FromHex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(AsBytes(Prf(key, {BytesOf("Hi There")})), expected);
    EXPECT_EQ(AsBytes(Prf(key, {BytesOf("Hi"), {}, BytesOf(" There")})), expected);
    EXPECT_EQ(AsBytes(Prf(BytesOf("Jefe"), {BytesOf("what do ya want for nothing?")})),
              FromHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

TEST(IkePrf, PlusGivesAsManyBytesAsAreWanted)
{
    const Bytes stream = PrfPlus(BytesOf("key"), BytesOf("seed"), 70);
    EXPECT_EQ(stream,
              FromHex("a2392e429a99b173341b368bb5ce320bfd483d89567c14ec187c2d77e3c0a208"
                      "ba45d21d42611712996c0cd4b329ac8681e093a8a5bbbbf0fb8c9d1cf674f742"
                      "3fe3d2fbd664"));
    for (const size_t size : {0, 1, 32, 33, 64})
    {
        EXPECT_EQ(PrfPlus(BytesOf("key"), BytesOf("seed"), size),
                  Bytes(stream.begin(), stream.begin() + static_cast<ptrdiff_t>(size)));
    }
    EXPECT_EQ(PrfPlus(BytesOf("key"), BytesOf("seed"), 255 * 32).size(), 255U * 32);
    EXPECT_THROW(PrfPlus(BytesOf("key"), BytesOf("seed"), 255 * 32 + 1), std::length_error);
}

TEST(IkeKeys, AreThoseOfRfc7296)
{
    const IkeKeys keys = DeriveIkeKeys(Counting(0), kFresh);
    EXPECT_EQ(AsBytes(keys.derive),
              FromHex("5ae0fa5a058b359060d76c773d6b2c48af22b22dad104da68698b4dc8cda28c8"));
    EXPECT_EQ(AsBytes(keys.initiatorSeals), FromHex("5e29cdae7726d20c4f4675f775694c1324dd3ced"));
    EXPECT_EQ(AsBytes(keys.responderSeals), FromHex("e4330bc536c3a354425ae5c64bf33affa77be9e4"));
    EXPECT_EQ(AsBytes(keys.initiatorProves),
              FromHex("03140dfacb86e6996275de368f570250116456d09c780776f2a195aaeaa50f4d"));
    EXPECT_EQ(AsBytes(keys.responderProves),
              FromHex("ab91b0099b457ab3f933f6e33b45f26d9189343ab59113c6cdb7eeed51671eb6"));
}

TEST(IkeKeys, KeyingMaterialOfAChildIsTheInitiatorsFirst)
{
    const IkeKeys keys = DeriveIkeKeys(Counting(0), kFresh);
    const ChildKeys child = DeriveChildKeys(keys.derive, Counting(0x40), Counting(0x80));
    EXPECT_EQ(AsBytes(child.initiatorSeals), FromHex("1bb96e9b0f17053d8f9bc9c57168a9d90c1be8ee"));
    EXPECT_EQ(AsBytes(child.responderSeals), FromHex("b065ded1a62f86f09c34e79fa6ad22db12d5fe94"));
}

TEST(IkeKeys, TheProofIsOfSecretMessageNonceAndIdentity)
{
    const IkeKeys keys = DeriveIkeKeys(Counting(0), kFresh);
    EXPECT_EQ(AsBytes(ProofBySecret(BytesOf("geheim"),
                                    BytesOf("message"),
                                    Counting(0x80),
                                    keys.initiatorProves,
                                    BodyOf(IdentityOf(0x0a000001)))),
              FromHex("ea44e7374a52774495118387137f17a016794ce4ac5c711403d42e241035aefe"));
}

} // namespace
} // namespace ns3::vnlab::ike
