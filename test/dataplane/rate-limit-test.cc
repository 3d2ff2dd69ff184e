// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/rate-limit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr int64_t kSecond_ns = 1'000'000'000;

TEST(TokenBucketTest, LetsTheBurstPassAndThenTheRate)
{
    TokenBucket bucket({.rate_bps = 8'000, .burst_bytes = 3'000}, 0); // 1,000 bytes a second
    EXPECT_TRUE(bucket.Take(0, 2'000));
    EXPECT_FALSE(bucket.Take(0, 1'001));
    EXPECT_TRUE(bucket.Take(0, 1'000));
    EXPECT_FALSE(bucket.Take(kSecond_ns - 1, 1'000));
    EXPECT_TRUE(bucket.Take(kSecond_ns, 1'000));
    EXPECT_FALSE(bucket.Take(kSecond_ns, 1));
}

TEST(TokenBucketTest, IsNeverFullerThanTheBurst)
{
    TokenBucket bucket({.rate_bps = 8'000, .burst_bytes = 3'000}, 0);
    EXPECT_FALSE(bucket.Take(3'600 * kSecond_ns, 3'001));
    EXPECT_TRUE(bucket.Take(3'600 * kSecond_ns, 3'000));
}

TEST(TokenBucketTest, RateOfZeroLetsNothingPassBeyondTheBurst)
{
    TokenBucket bucket({.rate_bps = 0, .burst_bytes = 100}, 0);
    EXPECT_TRUE(bucket.Take(0, 100));
    EXPECT_FALSE(bucket.Take(3'600 * kSecond_ns, 1));
}

RC_GTEST_PROP(TokenBucketProperty, NeverLetsMorePassThanBurstAndRateTimesTime, ())
{
    const RateLimit limit{.rate_bps = *rc::gen::inRange<uint64_t>(0, 10'000'000),
                          .burst_bytes = *rc::gen::inRange<uint32_t>(0, 100'000)};
    TokenBucket bucket(limit, 0);
    int64_t now_ns = 0;
    uint64_t passed = 0;
    for (int frame = 0; frame < 100; ++frame)
    {
        now_ns += *rc::gen::inRange<int64_t>(0, 20'000'000);
        const auto bytes = *rc::gen::inRange<uint32_t>(1, 9'000);
        passed += bucket.Take(now_ns, bytes) ? bytes : 0;
        RC_ASSERT(passed * 8 * kSecond_ns <=
                  uint64_t{limit.burst_bytes} * 8 * kSecond_ns + limit.rate_bps * now_ns);
    }
}

} // namespace
} // namespace ns3::vnlab::test
