// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/recording-json.h"
#include "analysis/report/report-json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::Not;

RecordedCloud
TinyCloud()
{
    return {.datacenters = 1,
            .racks = 2,
            .hostsPerRack = 1,
            .tenants = {"shop"},
            .vms = {{"a", 0, 0, {"10.0.0.2"}, true},
                    {"b", 0, 1, {"10.0.0.3", "10.1.0.3"}, true},
                    {"c", 0, 1, {"10.0.0.4"}, false}}};
}

TEST(RecordingJsonTest, ACloudIsListsByVm)
{
    EXPECT_EQ(CloudJson(TinyCloud()),
              R"({"datacenters":1,"racks":2,"hosts":1,"tenants":["shop"],"name":["a","b","c"],)"
              R"("tenant":[0,0,0],"host":[0,1,1],)"
              R"("address":["10.0.0.2","10.0.0.3, 10.1.0.3","10.0.0.4"],"later":[2,1]})");
}

TEST(RecordingJsonTest, ARecordingHasDifferencesAndRangesAndWhatNeverHappenedIsNull)
{
    Recording recording;
    recording.duration_us = 1'000'000;
    recording.attacks = {{"guest-user", 3, 2, 900}};
    recording.attempts = {{100, 0, 0, 1, AttemptOutcome::kLost},
                          {350, 0, 0, 2, AttemptOutcome::kDelivered},
                          {350, 0, 0, 1, AttemptOutcome::kCompromised}};
    recording.falls = {{90, 0, 0, std::nullopt}, {352, 0, 1, 0}};
    recording.changes = {{.at_us = 10,
                          .acked_us = std::nullopt,
                          .tenant = 0,
                          .added = {{0, 2, 15}},
                          .removed = {{0, 1, std::nullopt}},
                          .came = {2},
                          .went = {}}};
    recording.reach = {{"guest-user", {.sets = {{0, 1, 2}, {1}}, .setOf = {0, 1, 0}}}};
    recording.rules = {.texts = {"x", "y", "z", "u", "v"},
                       .lists = {{"here", {1, 3, 4}}, {"there", {}}},
                       .listsOf = {{0}, {0, 1}, {}}};
    EXPECT_EQ(RecordingJson(recording),
              R"({"duration":1000000,)"
              R"("attacks":[{"label":"guest-user","attempts":3,"delivered":2,"cut":900}],)"
              R"("attempts":{"t":[100,250,0],"attack":[0,0,0],"from":[0,0,0],"to":[1,2,1],)"
              R"("outcome":"012"},"falls":[[90,0,0,null],[352,0,1,0]],)"
              R"("changes":[{"at":10,"acked":null,"tenant":0,"added":[[0,2,15]],)"
              R"("removed":[[0,1,null]],"came":[2],"went":[]}],)"
              R"("reach":[{"capability":"guest-user","sets":[[0,3],[1,1]],"of":[0,1,0]}],)"
              R"("rules":{"texts":["x","y","z","u","v"],)"
              R"("lists":[["here",[1,1,1,2]],["there",[]]],"of":[[0],[0,1],[]]}})");
}

TEST(RecordingJsonTest, NamesAreVisibleTextOnOneLine)
{
    RecordedCloud cloud = TinyCloud();
    cloud.vms[0].name = "a\n\t\x1b[2J\xff";
    cloud.tenants[0] = "\u202etenant";
    Recording recording;
    recording.rules.texts = {"let in a\tb\n"};
    const std::string json = CloudJson(cloud) + "\t" + RecordingJson(recording);
    EXPECT_EQ(json.find_first_of("\t\n\x1b"), CloudJson(cloud).size());
    EXPECT_EQ(json.find_last_of("\t\n\x1b"), CloudJson(cloud).size());
    EXPECT_THAT(json, HasSubstr(R"("a\\n\\t\\x1b[2J\\xff")"));
    EXPECT_THAT(json, HasSubstr(R"(\\u202etenant)"));
}

TEST(RecordingJsonTest, AReportSaysWhatItReplaysAndWhatItLeavesOut)
{
    ReportJson json({"a", "b", "c"}, {}, 1);
    EXPECT_EQ(nlohmann::json::parse(json.Finish())["replay"], nullptr);
    json.SetReplay(3,
                   {.scenario = "s", .design = "a", .seed = 18'446'744'073'709'551'615U, .run = 2},
                   {.why = "",
                    .cloud = CloudJson(TinyCloud()),
                    .recordings = {{"c", "{}"}, {"a", "[]"}},
                    .left = {{"b", "broken\n"}}});
    const auto replay = nlohmann::json::parse(json.Finish())["replay"];
    EXPECT_EQ(replay["head"], nlohmann::json::parse(R"({"point": 3, "run": 2, "why": "",
        "seed": "18446744073709551615", "left": [[1, "broken\\n"]]})"));
    EXPECT_EQ(replay["cloud"]["racks"], 2);
    EXPECT_EQ(replay["recordings"], nlohmann::json::parse("[[2, {}], [0, []]]"));
}

} // namespace

} // namespace ns3::vnlab::test
