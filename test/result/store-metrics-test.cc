// SPDX-License-Identifier: GPL-2.0-only
//
// The rows of metrics travel with the results.

#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/result-store.h"
#include "model/input/input-error.h"
#include "test/support/temporary-folder.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const MetricRows kOfThisTest{Question::kExposure,
                             300,
                             {{"store.rows.*",
                               Shape::kScalar,
                               MetricUnit::kBytes,
                               Better::kHigher,
                               "bytes that this test made up"},
                              {"store.seconds",
                               Shape::kScalar,
                               MetricUnit::kSeconds,
                               Better::kLower,
                               "seconds that no other test has"}}};

/// @return a store in the folder, with one run
ResultStore
StoreWith(const TemporaryFolder& folder, const RunResult& result)
{
    ResultStore store = ResultStore::Open(folder / "r.sqlite", {"0.1", "3.37"});
    store.Write(result);
    return store;
}

void
Edit(const TemporaryFolder& folder, const std::string& statement)
{
    SQLite::Database(folder / "r.sqlite", SQLite::OPEN_READWRITE).exec(statement);
}

TEST(StoreMetricsTest, AStoreHasTheRowsOfItsResultsAndNoOthers)
{
    const TemporaryFolder folder;
    const ResultStore store =
        StoreWith(folder,
                  {.key = {"s", "a", 1, 0},
                   .metrics = {{"store.rows.x", 1}, {"store.rows.y", 2}, {"nobody.knows", 3}},
                   .samples = {{"reconfig.leak", {1}}}});
    EXPECT_THAT(store.StoredMetrics(),
                ElementsAre(*FindMetric("reconfig.leak"), *FindMetric("store.rows.x")));
    EXPECT_EQ(FindMetric("store.rows.x")->better, Better::kHigher);
}

TEST(StoreMetricsTest, WhoOpensAStoreKnowsItsMetrics)
{
    const TemporaryFolder folder;
    StoreWith(folder, {.key = {"s", "a", 1, 0}, .metrics = {{"store.rows.x", 1}}});
    Edit(folder, "UPDATE metric_row SET name = 'store.unheard.*', place = 7");
    ASSERT_EQ(FindMetric("store.unheard.of"), nullptr);
    ResultStore::OpenReadOnly(folder / "r.sqlite");
    ASSERT_NE(FindMetric("store.unheard.of"), nullptr);
    EXPECT_EQ(FindMetric("store.unheard.of")->unit, MetricUnit::kBytes);
    EXPECT_EQ(FindMetric("store.unheard.of")->place, 7u);
}

TEST(StoreMetricsTest, AnOlderStoreHasNoRowsAndTakesThemWithTheNextResult)
{
    const TemporaryFolder folder;
    StoreWith(folder, {.key = {"s", "a", 1, 0}, .metrics = {{"store.rows.x", 1}}});
    Edit(folder, "DROP TABLE metric_row; PRAGMA user_version = 3");
    EXPECT_THAT(ResultStore::OpenReadOnly(folder / "r.sqlite").StoredMetrics(), IsEmpty());
    const ResultStore store =
        StoreWith(folder, {.key = {"s", "a", 1, 1}, .metrics = {{"store.rows.x", 1}}});
    EXPECT_THAT(store.StoredMetrics(), ElementsAre(*FindMetric("store.rows.x")));
}

TEST(StoreMetricsTest, AStoreThatContradictsTheProgramIsReadButNotAddedTo)
{
    const TemporaryFolder folder;
    StoreWith(folder, {.key = {"s", "a", 1, 0}, .metrics = {{"store.seconds", 1}}});
    Edit(folder, "UPDATE metric_row SET unit = 'B'");
    try
    {
        ResultStore::Open(folder / "r.sqlite", {"0.1", "3.37"});
        FAIL() << "opened";
    }
    catch (const InputError& error)
    {
        EXPECT_THAT(error.what(), HasSubstr("r.sqlite: has the metric \"store.seconds\" as "));
        EXPECT_THAT(error.what(), HasSubstr("in B, better when lower\", but this vnlab has it as"));
    }
    EXPECT_NO_THROW(ResultStore::OpenReadOnly(folder / "r.sqlite"));
}

TEST(StoreMetricsTest, AWordThatNobodyKnowsIsDamage)
{
    const TemporaryFolder folder;
    StoreWith(folder, {.key = {"s", "a", 1, 0}, .metrics = {{"store.rows.x", 1}}});
    Edit(folder, "UPDATE metric_row SET better = 'sideways'");
    try
    {
        ResultStore::OpenReadOnly(folder / "r.sqlite");
        FAIL() << "opened";
    }
    catch (const InputError& error)
    {
        EXPECT_THAT(error.what(),
                    HasSubstr("is damaged: its table metric_row has \"sideways\" as better"));
    }
}

} // namespace

} // namespace ns3::vnlab
