// SPDX-License-Identifier: GPL-2.0-only
//
// What places remember of answers: against a list that is searched from end to end, and against the
// closed forms of caches.

#include "model/control/answer-cache.h"
#include "model/rule/tables.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

RuleKey
Entry(uint32_t number)
{
    return {
        EnforcementPoint::Of(HostId{0}), TableId::kArp, RuleBytes::From(ArpKey{Vni{1}, number})};
}

const CacheLimits kTenSeconds{.lifetime = Seconds(10), .negativeLifetime = Seconds(3)};

TEST(AnswerCacheTest, AnswerIsFoundByEachOfItsEntriesUntilItsTimeIsOver)
{
    AnswerCache cache(kTenSeconds);
    EXPECT_THAT(cache.Insert(Entry(1), {Entry(1), Entry(2)}, VnicId{7}, Seconds(0)), IsEmpty());
    EXPECT_TRUE(cache.Use(Entry(2), Seconds(9)));
    EXPECT_EQ(cache.AskerOf(Entry(2)), VnicId{7});
    EXPECT_FALSE(cache.Use(Entry(3), Seconds(9)));
    EXPECT_EQ(cache.NextExpiry(), Seconds(10));
    EXPECT_THAT(cache.Expire(Seconds(10) - NanoSeconds(1)), IsEmpty());
    EXPECT_THAT(cache.Expire(Seconds(10)), ElementsAre(Entry(1), Entry(2)));
    EXPECT_FALSE(cache.Use(Entry(1), Seconds(10)));
    EXPECT_EQ(cache.NextExpiry(), std::nullopt);
}

TEST(AnswerCacheTest, LifetimeFromTheLastUseStartsAnewWithEachUse)
{
    CacheLimits limits = kTenSeconds;
    limits.from = LifetimeFrom::kLastUse;
    AnswerCache cache(limits);
    cache.Insert(Entry(1), {Entry(1)}, VnicId{7}, Seconds(0));
    cache.Use(Entry(1), Seconds(9));
    EXPECT_EQ(cache.NextExpiry(), Seconds(19));
}

TEST(AnswerCacheTest, NegativeAnswerHasItsOwnLifetimeAndUsesDoNotLengthenIt)
{
    CacheLimits limits = kTenSeconds;
    limits.from = LifetimeFrom::kLastUse;
    AnswerCache cache(limits);
    cache.Insert(Entry(1), {}, VnicId{7}, Seconds(0));
    EXPECT_TRUE(cache.IsKnownMissing(Entry(1), Seconds(2)));
    EXPECT_FALSE(cache.IsKnownMissing(Entry(2), Seconds(2)));
    EXPECT_EQ(cache.NextExpiry(), Seconds(3));
    EXPECT_THAT(cache.Expire(Seconds(3)), IsEmpty());
    EXPECT_FALSE(cache.IsKnownMissing(Entry(1), Seconds(3)));
}

TEST(AnswerCacheTest, NewAnswerTakesThePlaceOfThoseThatItSharesAnEntryWith)
{
    AnswerCache cache(kTenSeconds);
    cache.Insert(Entry(1), {Entry(1), Entry(2)}, VnicId{7}, Seconds(0));
    cache.Insert(Entry(3), {Entry(3)}, VnicId{7}, Seconds(0));
    EXPECT_THAT(cache.Insert(Entry(2), {Entry(2), Entry(3)}, VnicId{8}, Seconds(1)),
                ElementsAre(Entry(1)));
    EXPECT_EQ(cache.Size(), 1U);
    EXPECT_EQ(cache.Entries(), 2U);
    EXPECT_THAT(cache.Insert(Entry(2), {}, VnicId{8}, Seconds(1)), ElementsAre(Entry(2), Entry(3)));
    EXPECT_TRUE(cache.IsKnownMissing(Entry(2), Seconds(1)));
}

TEST(AnswerCacheTest, LeastRecentlyUsedGoesWhereThereIsNoRoom)
{
    CacheLimits limits = kTenSeconds;
    limits.most = 2;
    AnswerCache cache(limits);
    cache.Insert(Entry(1), {Entry(1)}, VnicId{7}, Seconds(0));
    cache.Insert(Entry(2), {Entry(2)}, VnicId{7}, Seconds(0));
    cache.Use(Entry(1), Seconds(1));
    EXPECT_THAT(cache.Insert(Entry(3), {Entry(3)}, VnicId{7}, Seconds(2)), ElementsAre(Entry(2)));
    EXPECT_EQ(cache.Size(), 2U);
}

/// The same in few words and slowly: entries with times, searched one by one.
struct SlowCache
{
    struct Line
    {
        uint32_t number;
        int64_t expires;
        int64_t used;
    };

    bool Use(uint32_t number, int64_t now, int64_t lifetime, bool fromUse)
    {
        for (Line& line : lines)
        {
            if (line.number == number)
            {
                line.used = ++uses;
                line.expires = fromUse ? now + lifetime : line.expires;
                return true;
            }
        }
        return false;
    }

    void Insert(uint32_t number, int64_t now, int64_t lifetime, size_t most)
    {
        std::erase_if(lines, [number](const Line& line) { return line.number == number; });
        if (most > 0 && lines.size() == most)
        {
            lines.erase(std::ranges::min_element(lines, {}, &Line::used));
        }
        lines.push_back({number, now + lifetime, ++uses});
    }

    void Expire(int64_t now)
    {
        std::erase_if(lines, [now](const Line& line) { return line.expires <= now; });
    }

    std::vector<Line> lines;
    int64_t uses{0};
};

RC_GTEST_PROP(AnswerCacheTest, AgreesWithAListThatIsSearched, ())
{
    const auto lifetime = *rc::gen::inRange<int64_t>(1, 20);
    const auto most = *rc::gen::inRange<size_t>(0, 5);
    const bool fromUse = *rc::gen::arbitrary<bool>();
    AnswerCache cache({.lifetime = Seconds(lifetime),
                       .from = fromUse ? LifetimeFrom::kLastUse : LifetimeFrom::kAnswer,
                       .most = most});
    SlowCache slow;
    int64_t now = 0;
    for (const uint32_t number :
         *rc::gen::container<std::vector<uint32_t>>(rc::gen::inRange<uint32_t>(0, 8)))
    {
        now += *rc::gen::inRange<int64_t>(0, 6);
        cache.Expire(Seconds(now));
        slow.Expire(now);
        const bool hit = cache.Use(Entry(number), Seconds(now));
        RC_ASSERT(hit == slow.Use(number, now, lifetime, fromUse));
        if (!hit)
        {
            cache.Insert(Entry(number), {Entry(number)}, VnicId{0}, Seconds(now));
            slow.Insert(number, now, lifetime, most);
        }
        RC_ASSERT(cache.Size() == slow.lines.size());
    }
}

/// @return the part of requests, Poisson at a rate, that an entry without a limit of room answers
double
HitRatio(double rate, double lifetime_s, LifetimeFrom from)
{
    AnswerCache cache({.lifetime = Seconds(lifetime_s), .from = from});
    std::mt19937_64 random(1);
    std::exponential_distribution<double> gap(rate);
    constexpr int requests = 400'000;
    double now_s = 0;
    int hits = 0;
    for (int i = 0; i < requests; ++i)
    {
        now_s += gap(random);
        cache.Expire(Seconds(now_s));
        if (cache.Use(Entry(1), Seconds(now_s)))
        {
            ++hits;
        }
        else
        {
            cache.Insert(Entry(1), {Entry(1)}, VnicId{0}, Seconds(now_s));
        }
    }
    return static_cast<double>(hits) / requests;
}

TEST(AnswerCacheTest, PoissonRequestsHitAsTheClosedFormsSay)
{
    // Half-width of the 99.9 % interval of a ratio over 400,000 requests that are not independent:
    // hits come in runs, which widens it to less than twice the binomial one.
    constexpr double tolerance = 0.005;
    for (const auto& [rate, lifetime_s] :
         {std::pair(1.0 / 3600, 3600.0), {1.0 / 60, 180.0}, {0.1, 60.0}, {1.0, 0.3}})
    {
        const double x = rate * lifetime_s;
        EXPECT_NEAR(HitRatio(rate, lifetime_s, LifetimeFrom::kAnswer), x / (1 + x), tolerance) << x;
        EXPECT_NEAR(HitRatio(rate, lifetime_s, LifetimeFrom::kLastUse), 1 - std::exp(-x), tolerance)
            << x;
    }
}

/// Probabilities of entries by Zipf's law.
std::vector<double>
Zipf(size_t entries, double exponent)
{
    std::vector<double> popularity;
    for (size_t i = 1; i <= entries; ++i)
    {
        popularity.push_back(std::pow(static_cast<double>(i), -exponent));
    }
    const double sum = std::accumulate(popularity.begin(), popularity.end(), 0.0);
    std::ranges::for_each(popularity, [sum](double& p) { p /= sum; });
    return popularity;
}

/// @return the hit ratio of a cache with room for some entries, by Che's approximation (Che, Tung and Wang,
///         IEEE JSAC 20(7), 2002): an entry stays for the time t in which as many others are asked for
double
CheRatio(const std::vector<double>& popularity, double room)
{
    const auto held = [&popularity](double t)
    {
        double sum = 0;
        std::ranges::for_each(popularity, [&](double p) { sum += 1 - std::exp(-p * t); });
        return sum;
    };
    double low = 0;
    double high = 1e9;
    for (int i = 0; i < 200; ++i)
    {
        const double middle = (low + high) / 2;
        (held(middle) < room ? low : high) = middle;
    }
    double ratio = 0;
    std::ranges::for_each(popularity, [&](double p) { ratio += p * (1 - std::exp(-p * low)); });
    return ratio;
}

TEST(AnswerCacheTest, LeastRecentlyUsedUnderZipfHitsAsCheApproximates)
{
    struct Case
    {
        size_t entries;
        size_t room;
        double exponent;
        double che; ///< computed elsewhere
    };

    for (const Case& at : {Case{1000, 100, 0.8, 0.3778}, {1000, 100, 1.0, 0.5765}})
    {
        const std::vector<double> popularity = Zipf(at.entries, at.exponent);
        const double che = CheRatio(popularity, static_cast<double>(at.room));
        EXPECT_NEAR(che, at.che, 0.00005);
        AnswerCache cache({.lifetime = Seconds(1), .most = at.room});
        std::mt19937_64 random(1);
        std::discrete_distribution<uint32_t> draw(popularity.begin(), popularity.end());
        constexpr int warm = 20'000;
        constexpr int requests = 1'000'000; // half-width 0.001 of the binomial interval
        int hits = 0;
        for (int i = 0; i < warm + requests; ++i)
        {
            const RuleKey entry = Entry(draw(random));
            const bool hit = cache.Use(entry, Seconds(0));
            hits += hit && i >= warm ? 1 : 0;
            if (!hit)
            {
                cache.Insert(entry, {entry}, VnicId{0}, Seconds(0));
            }
        }
        EXPECT_NEAR(static_cast<double>(hits) / requests, che, 0.005);
    }
}

} // namespace
} // namespace ns3::vnlab::test
