// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/uuid.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unordered_set>

namespace ns3::vnlab
{

namespace
{

/// RFC 9562 appendix A.4: the version 5 UUID of "www.example.com" in the namespace DNS.
constexpr std::string_view kDnsNamespace = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
constexpr std::string_view kExample = "2ed6657d-e927-568b-95e1-2665a8aea6a2";

TEST(Uuid, NameBasedUuidIsThatOfTheRfc)
{
    EXPECT_EQ(NameBasedUuid(*ParseUuid(kDnsNamespace), "www.example.com").ToString(), kExample);
}

TEST(Uuid, BytesAreInTheOrderOfTheText)
{
    const Uuid uuid = *ParseUuid("00010203-0405-0607-0809-0a0b0c0d0e0f");
    for (uint8_t i = 0; i < 16; ++i)
    {
        EXPECT_EQ(uuid.bytes[i], i);
    }
}

TEST(Uuid, EitherCaseIsReadAndLowerCaseIsWritten)
{
    EXPECT_EQ(ParseUuid("2ED6657D-E927-568B-95E1-2665A8AEA6A2")->ToString(), kExample);
}

TEST(Uuid, UrnHasItsPrefixInEitherCase)
{
    const Uuid uuid = *ParseUuid(kExample);
    EXPECT_EQ(uuid.ToUrn(), "urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2");
    EXPECT_EQ(ParseUuidUrn(uuid.ToUrn()), uuid);
    EXPECT_EQ(ParseUuidUrn("URN:UUID:2ed6657d-e927-568b-95e1-2665a8aea6a2"), uuid);
}

TEST(Uuid, OtherTextIsNoUuid)
{
    for (const std::string_view text : {"",
                                        "2ed6657d-e927-568b-95e1-2665a8aea6a",
                                        "2ed6657d-e927-568b-95e1-2665a8aea6a20",
                                        "2ed6657de927-568b-95e1-2665a8aea6a2-",
                                        "2ed6657d_e927-568b-95e1-2665a8aea6a2",
                                        "2ed6657d-e927-568b-95e1-2665a8aea6ag",
                                        "2ed6657d-e927-568b-95e1-2665a8aea6a ",
                                        "-ed6657d-e927-568b-95e1-2665a8aea6a2",
                                        "{ed6657d-e927-568b-95e1-2665a8aea6a}"})
    {
        EXPECT_EQ(ParseUuid(text), std::nullopt) << text;
    }
    EXPECT_EQ(ParseUuidUrn(kExample), std::nullopt);
    EXPECT_EQ(ParseUuidUrn("urn:uuid:"), std::nullopt);
    EXPECT_EQ(ParseUuidUrn("urn:oid::2ed6657d-e927-568b-95e1-2665a8aea6a2"), std::nullopt);
}

RC_GTEST_PROP(Uuid, TextRoundTrips, (const std::array<uint8_t, 16>& bytes))
{
    const Uuid uuid{bytes};
    RC_ASSERT(ParseUuid(uuid.ToString()) == uuid);
    RC_ASSERT(ParseUuidUrn(uuid.ToUrn()) == uuid);
}

TEST(Uuid, OfAVmIsTheSameInEveryRun)
{
    EXPECT_EQ(DeriveVmUuid(1, "shop", "web-1"), DeriveVmUuid(1, "shop", "web-1"));
    EXPECT_EQ(DeriveVmUuid(1, "shop", "web-1").ToString(), "76a2eadc-b6e0-52e9-88c3-04836195fa47");
}

TEST(Uuid, OfAVmDependsOnSeedTenantAndName)
{
    const std::unordered_set<Uuid> uuids{DeriveVmUuid(1, "shop", "web-1"),
                                         DeriveVmUuid(2, "shop", "web-1"),
                                         DeriveVmUuid(1, "shop-2", "web-1"),
                                         DeriveVmUuid(1, "shop", "web-2"),
                                         DeriveVmUuid(1, "shopweb-1", ""),
                                         DeriveVmUuid(1, "", "shopweb-1")};
    EXPECT_EQ(uuids.size(), 6U);
}

RC_GTEST_PROP(Uuid, OfAVmHasVersion5AndTheVariantOfTheRfc, (uint64_t seed, const std::string& vm))
{
    const Uuid uuid = DeriveVmUuid(seed, "tenant", vm);
    RC_ASSERT(uuid.bytes[6] >> 4 == 5);
    RC_ASSERT(uuid.bytes[8] >> 6 == 2);
}

} // namespace

} // namespace ns3::vnlab
