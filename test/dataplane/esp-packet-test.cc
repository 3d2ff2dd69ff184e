// SPDX-License-Identifier: GPL-2.0-only
//
// ESP with AES-GCM: the packets of draft-mcgrew-gcm-test-01 §4 that have 32-bit sequence numbers and keys of 128
// bits, and what must hold of all.

#include "model/dataplane/esp-packet.h"
#include "model/wire/protocol-numbers.h"
#include "test/dataplane/cloud.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

EspKey
KeyOf(const std::string& key, const std::string& salt)
{
    EspKey made;
    std::ranges::copy(FromHex(key), made.key.begin());
    std::ranges::copy(FromHex(salt), made.salt.begin());
    return made;
}

/// @return a packet of ESP with a payload
Bytes
Sealed(const Bytes& payload, const EspFields& fields, const EspKey& key)
{
    Bytes esp(EspSize(payload.size()));
    std::ranges::copy(payload, esp.begin() + kEspClear);
    SealEsp(esp, payload.size(), fields, key);
    return esp;
}

struct PublishedPacket
{
    std::string key;
    std::string salt;
    EspFields fields;
    std::string payload;
    std::string packet;
};

const PublishedPacket kPublished[]{
    {"feffe9928665731c6d6a8f9467308308",
     "cafebabe",
     {0x0000a5f8, 0x0a, 0xfacedbaddecaf888, 1},
     "4500003e698f000080114dccc0a80102c0a801010a980035002a2343b2d00100"
     "0001000000000000037369700963796265726369747902646b0000010001",
     "0000a5f80000000afacedbaddecaf888deb22cd9b07c72c16e3a65beeb8df304"
     "a5a5897d33ae530f1ba76d5d114d2a5c3de81827c10e9a4f51330d0eec416642"
     "cfbb85a5b47e48a4ec3b9ba95d918bd183b70d3aa8bc6ee4c309e9d85a41ad4a"},
    {"00000000000000000000000000000000",
     "00000000",
     {0, 1, 0, 1},
     "4500003c99c500008001cb7a40679318010101010800075c0200440061626364"
     "65666768696a6b6c6d6e6f7071727374757677616263646566676869",
     "000000000000000100000000000000004688daf2f973a392732909c331d56d60"
     "f694abaa414b5e7ff5fdcdfff5e9a284456476492719ffb64de7d9dca1e1d894"
     "bc3bd57873ed4d181d19d4d5c8c18af3f821d496eeb096e98ad2b69e4799c71d"},
    {"7d773d00c144c525ac619d18c84a3f47",
     "d9664267",
     {0x335467ae, 0xffffffff, 0x43457e9182443bc6, 1},
     "",
     "335467aeffffffff43457e9182443bc6437f866bcb3f699fe9b0822bac961c4504bef270"}};

} // namespace

TEST(EspPacket, SealsAndOpensThePublishedPackets)
{
    for (const PublishedPacket& published : kPublished)
    {
        const EspKey key = KeyOf(published.key, published.salt);
        Bytes esp = Sealed(FromHex(published.payload), published.fields, key);
        EXPECT_EQ(esp, FromHex(published.packet));
        EXPECT_EQ(SpiOf(esp), published.fields.spi);
        const auto opened = OpenEsp(esp, key);
        ASSERT_TRUE(opened);
        EXPECT_EQ(Bytes(opened->payload.begin(), opened->payload.end()),
                  FromHex(published.payload));
        EXPECT_EQ(opened->fields.sequence, published.fields.sequence);
        EXPECT_EQ(opened->fields.iv, published.fields.iv);
        EXPECT_EQ(opened->fields.nextHeader, published.fields.nextHeader);
    }
}

RC_GTEST_PROP(EspPacket, HasTheSizeOfTheClosedFormAndOpensToItsPayload, (const Bytes& payload))
{
    const EspKey key = DrawEspKey({}, {}, *rc::gen::arbitrary<uint32_t>());
    Bytes esp = Sealed(payload, {7, 8, 9, ipproto::kIpip}, key);
    RC_ASSERT(esp.size() + headersize::kIpv4 ==
              payload.size() + overhead::EspTunnel(payload.size()));
    RC_ASSERT(esp.size() == payload.size() + overhead::EspTransport(payload.size()));
    RC_ASSERT((esp.size() - kEspClear - overhead::kEspGcmIcv) % 4 == 0);
    const auto opened = OpenEsp(esp, key);
    RC_ASSERT(opened.has_value());
    RC_ASSERT(std::ranges::equal(opened->payload, payload));
}

RC_GTEST_PROP(EspPacket, DoesNotOpenOnceABitOfItDiffersOrIsGone, (const Bytes& payload))
{
    const EspKey key = DrawEspKey({}, {}, 1);
    Bytes esp = Sealed(payload, {7, 8, 9, ipproto::kIpip}, key);
    Bytes cut(esp.begin(), esp.begin() + *rc::gen::inRange<ptrdiff_t>(0, std::ssize(esp)));
    RC_ASSERT(!OpenEsp(cut, key));
    esp[*rc::gen::inRange<size_t>(0, esp.size())] ^=
        static_cast<uint8_t>(1 << *rc::gen::inRange(0, 8));
    RC_ASSERT(!OpenEsp(esp, key));
}

/// Whoever has the key may still send rubbish.
TEST(EspPacket, DoesNotOpenWithoutATrailer)
{
    const EspKey key = DrawEspKey({}, {}, 1);
    const auto seal = [&key](const Bytes& plain)
    {
        Bytes esp(kEspClear + plain.size() + aesgcm::kTag);
        std::ranges::copy(plain, esp.begin() + kEspClear);
        aesgcm::Nonce nonce{};
        std::ranges::copy(key.salt, nonce.begin());
        AesGcmSeal(std::span(esp).subspan(kEspClear),
                   key.key,
                   nonce,
                   std::span(esp).first(headersize::kEsp));
        return esp;
    };
    Bytes fine = seal({1, 2, 2, 4});
    EXPECT_TRUE(OpenEsp(fine, key));
    for (const Bytes& plain : {Bytes{}, Bytes{0}, Bytes{1, 2, 3, 4}, Bytes{2, 1, 2, 4}})
    {
        Bytes esp = seal(plain);
        EXPECT_FALSE(OpenEsp(esp, key));
    }
}

TEST(EspPacket, KeysDifferByDirectionAndByPath)
{
    const Bytes a{1};
    const Bytes b{2};
    EXPECT_EQ(DrawEspKey(a, b, 0), DrawEspKey(a, b, 0));
    EXPECT_NE(DrawEspKey(a, b, 0), DrawEspKey(b, a, 0));
    EXPECT_NE(DrawEspKey(a, b, 0), DrawEspKey(a, b, 1));
}

TEST(EspPacket, AnotherSizeThanItsPayloadNeedsIsAMistake)
{
    Bytes esp(EspSize(10) + 1);
    EXPECT_THROW(SealEsp(esp, 10, {}, {}), std::logic_error);
}

} // namespace ns3::vnlab::test
