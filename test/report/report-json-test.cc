// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/report-json.h"
#include "analysis/report/report.h"
#include "test/support/made-up-store.h"
#include "test/support/report-fixtures.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ns3::vnlab::test
{

namespace
{

using Json = nlohmann::json;
using testing::ElementsAre;

Json
JsonOf(const std::vector<std::string>& designs, const ReportPoint& point)
{
    ReportJson json(designs, {{{"0.1.0", "3.37"}, 4}}, 1);
    json.Add(point);
    return Json::parse(json.Finish());
}

TEST(ReportJsonTest, ACellHasMeanIntervalStandingAndWhatItIsAgainstTheBest)
{
    const Json json = JsonOf(
        {"a", "b"}, PointOf({"a", "b"}, {{"config.rules", {{"a", {10, 10}}, {"b", {20, 20}}}}}));
    EXPECT_EQ(json["designs"], Json::parse(R"(["a", "b"])"));
    EXPECT_EQ(json["versions"], Json::parse(R"([["0.1.0", "3.37", 4]])"));
    EXPECT_EQ(json["measures"][0]["name"], "config.rules");
    EXPECT_EQ(json["measures"][0]["headline"], "rules");
    EXPECT_EQ(json["measures"][0]["better"], "lower");
    EXPECT_EQ(json["points"][0]["rows"], Json::parse(R"([[0, [[0, 2, 0, 10, 10, 10, "best", 0],
                                   [1, 2, 0, 20, 20, 20, "worst", 0, "ratio", 2, 2, 2]], []]])"));
    EXPECT_EQ(json["points"][0]["runs"], Json::parse("[[0, 2, 0], [1, 2, 0]]"));
}

TEST(ReportJsonTest, WhatIsNotFiniteIsNullAndCounted)
{
    const Json json = JsonOf(
        {"a", "b"}, PointOf({"a", "b"}, {{"reconfig.acked", {{"a", {1, 1}}, {"b", {1, kNever}}}}}));
    EXPECT_EQ(
        json["points"][0]["rows"][0][1][1],
        Json::parse(R"([1, 2, 1, null, null, null, "worst", 0, "difference", null, null, null])"));
}

TEST(ReportJsonTest, WholeNumbersAreExactAndOthersShort)
{
    const Json json = JsonOf({"a"},
                             PointOf({"a"},
                                     {{"config.rules", {{"a", {123'456'789'012}}}},
                                      {"config.deploy_s", {{"a", {1.0 / 3}}}}}));
    EXPECT_EQ(json["points"][0]["rows"][0][1][0][3], 123'456'789'012);
    EXPECT_EQ(json["points"][0]["rows"][1][1][0][3].dump(), "0.3333333");
}

TEST(ReportJsonTest, ADesignLooksAsInThePlotsOfGnuplot)
{
    const Json json = JsonOf({"a", "b"}, PointOf({"a", "b"}, {}));
    EXPECT_EQ(json["styles"][1],
              Json::parse(R"({"colour": "#D55E00", "dash": [12, 5], "marker": "square",
                              "filled": true, "family": 1})"));
    EXPECT_EQ(JsonOf({"a", "a-b"}, PointOf({"a", "a-b"}, {}))["styles"][1]["family"], 0);
}

TEST(ReportJsonTest, ValuesHaveTheirGridAndWhatIsAbsentItsReason)
{
    GatherPoint gather({"a", "b"});
    gather.Add({.key = {"s", "a", 1, 0}, .metrics = {{"reconfig.always_open", 1}}});
    RunResult run{.key = {"s", "b", 1, 0}, .metrics = {{"reconfig.grid", 0.5}}};
    run.samples["reconfig.effective"] = {2};
    gather.Add(run);
    const Json json = JsonOf({"a", "b"}, gather.Finish())["points"][0]["rows"];
    EXPECT_EQ(json[1][1], Json::parse(R"([[1, 1, 0, 2, null, null, "", 0.5]])"));
    EXPECT_EQ(json[1][2], Json::parse(R"([[0, "always open"]])"));
}

TEST(ReportJsonTest, NamesAreMadeVisible)
{
    GatherPoint gather({"a\x1b"});
    gather.Add({.key = {"t = 1\n\x1b[2J\n", "a\x1b", 1, 0},
                .parameters = {{"k\n", {"\xff", {}}}},
                .error = "line\nline\x07"});
    ReportPoint point = gather.Finish();
    point.title = "t\u202e";
    const Json json = JsonOf({"a\x1b"}, point)["points"][0];
    EXPECT_EQ(json["title"], "t\\u202e");
    EXPECT_EQ(json["parameters"], Json::parse(R"([["k\\n", "\\xff", null]])"));
    EXPECT_EQ(json["scenario"], "t = 1\n\\x1b[2J\n");
    EXPECT_EQ(json["failures"], Json::parse(R"([[0, "1", 0, "line\nline\\x07"]])"));
}

TEST(ReportJsonTest, WhoHasRulesInSwitchesIsChargedTheirPricesAndTheAnswerSaysSo)
{
    ReportPoint point =
        PointOf({"flat", "vxlan"}, {{"config.rules_switch", {{"flat", {6}}, {"vxlan", {0}}}}});
    EXPECT_EQ(JsonOf({"flat", "vxlan"}, point)["points"][0]["answer"]["limits"].size(), 1);
    point.switchPrices = "switch prices of 2011 (275 rules/s, 250 ms lag)";
    EXPECT_EQ(JsonOf({"flat", "vxlan"}, point)["points"][0]["answer"]["limits"].back(),
              "flat: switch prices of 2011 (275 rules/s, 250 ms lag); see costs.");
}

Replay
NoReplay(const std::vector<RunResult>&)
{
    return {.why = "none", .cloud = "", .recordings = {}, .left = {}};
}

TEST(ReportDataTest, PointsAreInTheOrderOfTheSweepAndDesignsInThatOfTheScenario)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"0.1.0", "3.37"});
    FillStore(store, {.points = 3, .repeat = 2});
    const Json json = Json::parse(ReportData(
        store,
        [](const std::string& text) {
            return ScenarioOutline{"t", {"vxlan", "flat", "not-run"}, text};
        },
        NoReplay));
    EXPECT_EQ(json["designs"],
              Json::parse(R"(["vxlan", "flat", "identity-firewall", "linkwire"])"));
    std::vector<std::string> counts;
    for (const Json& point : json["points"])
    {
        counts.push_back(point["parameters"][0][1]);
        EXPECT_EQ(point["title"], "t");
    }
    EXPECT_THAT(counts, ElementsAre("1", "3", "10"));
    EXPECT_EQ(json["points"][2]["distributions"][0]["curves"][0]["n"], 40);
    EXPECT_EQ(json["points"][2]["series"][0]["curves"].size(), 4U);
}

TEST(ReportDataTest, TheCaptionSaysWhatScenariosLeaveOut)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"0.1.0", "3.37"});
    FillStore(store, {.points = 2, .repeat = 1});
    store.WriteCaption({"Growth", {"vxlan", "flat"}});
    const Json json = Json::parse(ReportData(
        store,
        [](const std::string& text)
        { return ScenarioOutline{.title = "", .designs = {}, .sameAs = text}; },
        NoReplay));
    EXPECT_EQ(json["designs"],
              Json::parse(R"(["vxlan", "flat", "identity-firewall", "linkwire"])"));
    for (const Json& point : json["points"])
    {
        EXPECT_EQ(point["title"], "Growth");
    }
}

TEST(ReportDataTest, ScenariosThatAreTheSameAreOnePoint)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"0.1.0", "3.37"});
    for (const uint64_t seed : {1, 2, 3})
    {
        for (const char* design : {"a", "b"})
        {
            store.Write({.key = {"seed = " + std::to_string(seed), design, seed, 0},
                         .metrics = {{"config.rules", design[0] == 'a' ? 1.0 : 2.0 * seed}}});
        }
    }
    const Json json = Json::parse(ReportData(
        store,
        [](const std::string&) {
            return ScenarioOutline{"t", {"a", "b"}, "same"};
        },
        NoReplay));
    ASSERT_EQ(json["points"].size(), 1U);
    EXPECT_EQ(json["points"][0]["rows"][0][1][1][1], 3); // n
    EXPECT_EQ(json["points"][0]["rows"][0][1][1][3], 4); // mean of 2, 4 and 6
}

TEST(ReportDataTest, RunsThatTwoTextsHaveCountOnce)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"0.1.0", "3.37"});
    for (const auto& [text, run] :
         {std::pair("repeat = 1", 0u), {"repeat = 2", 0u}, {"repeat = 2", 1u}})
    {
        store.Write({.key = {text, "a", 1, run}, .metrics = {{"config.rules", 1.0 + run}}});
    }
    const Json json = Json::parse(ReportData(
        store,
        [](const std::string&) {
            return ScenarioOutline{"t", {"a"}, "same"};
        },
        NoReplay));
    EXPECT_EQ(json["points"][0]["rows"][0][1][0][1], 2);   // n
    EXPECT_EQ(json["points"][0]["rows"][0][1][0][3], 1.5); // mean of 1 and 2
}

TEST(ReportDataTest, AnEditedScenarioIsAPointOfItsOwnThatNamesWhatDiffers)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"0.1.0", "3.37"});
    for (const char* duration : {"1s", "2s"})
    {
        store.Write({.key = {duration, "a", 1, 0}, .parameters = {{"racks", {"2", 2}}}});
    }
    const Json json = Json::parse(ReportData(
        store,
        [](const std::string& text)
        {
            return ScenarioOutline{.title = "t",
                                   .designs = {"a"},
                                   .sameAs = text,
                                   .values = {{"racks", {"2", 2}}, {"run.duration", {text, 1}}}};
        },
        NoReplay));
    ASSERT_EQ(json["points"].size(), 2U);
    EXPECT_EQ(json["points"][0]["parameters"],
              Json::parse(R"([["racks", "2", 2], ["run.duration", "1s", 1]])"));
    EXPECT_EQ(json["points"][1]["parameters"],
              Json::parse(R"([["racks", "2", 2], ["run.duration", "2s", 1]])"));
}

/// Runs of scenarios "1-still" and "2-moves" with seeds 1 and 2, of designs a and b; of the first one
/// of each scenario only b went through.
void
FillTwoPoints(ResultStore& store)
{
    for (const char* scenario : {"1-still", "2-moves"})
    {
        for (const uint64_t seed : {1, 2})
        {
            for (const char* design : {"a", "b"})
            {
                const bool failed = seed == 1 && design[0] == 'a';
                store.Write({.key = {scenario, design, seed, 0}, .error = failed ? "broken" : ""});
            }
        }
    }
}

/// @return the keys of the runs that a report wants to replay, and what it says of the replay
std::pair<std::vector<RunKey>, Json>
Replayed(const std::function<bool(const std::string& text)>& moves)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"0.1.0", "3.37"});
    FillTwoPoints(store);
    std::vector<RunKey> keys;
    const std::string json = ReportData(
        store,
        [&moves](const std::string& text) {
            return ScenarioOutline{text, {"a", "b"}, text, moves(text)};
        },
        [&keys](const std::vector<RunResult>& runs)
        {
            for (const RunResult& run : runs)
            {
                keys.push_back(run.key);
            }
            return Replay{.why = "", .cloud = "{}", .recordings = {{"b", "{}"}}, .left = {}};
        });
    return {keys, Json::parse(json)["replay"]};
}

TEST(ReportDataTest, TheFirstRunsThatWentThroughAtAPointThatMovesAreReplayed)
{
    const auto [keys, replay] = Replayed([](const std::string& text) { return text == "2-moves"; });
    EXPECT_THAT(keys, ElementsAre(RunKey{"2-moves", "b", 1, 0}));
    EXPECT_EQ(replay["head"]["point"], 1);
    EXPECT_EQ(replay["head"]["seed"], "1");
    EXPECT_EQ(replay["recordings"], Json::parse("[[1, {}]]"));
}

TEST(ReportDataTest, WhereNothingMovesTheFirstPointIsReplayed)
{
    const auto [keys, replay] = Replayed([](const std::string&) { return false; });
    EXPECT_THAT(keys, ElementsAre(RunKey{"1-still", "b", 1, 0}));
    EXPECT_EQ(replay["head"]["point"], 0);
}

TEST(ReportDataTest, WhereNoRunWentThroughThereIsNoReplay)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"0.1.0", "3.37"});
    store.Write({.key = {"s", "a", 1, 0}, .error = "broken"});
    const Json json = Json::parse(ReportData(
        store,
        [](const std::string& text) {
            return ScenarioOutline{"t", {"a"}, text};
        },
        [](const std::vector<RunResult>&) -> Replay { throw std::logic_error("has no runs"); }));
    EXPECT_EQ(json["replay"]["head"]["why"], "no run went through");
    EXPECT_EQ(json["replay"]["cloud"], nullptr);
}

} // namespace

} // namespace ns3::vnlab::test
