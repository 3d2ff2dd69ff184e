// SPDX-License-Identifier: GPL-2.0-only
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;

class ExportTest : public testing::Test
{
  protected:
    ExportTest()
    {
        WriteFile(m_folder / "lab.toml", With(kRing, "Ring", "<img src=x onerror=alert(1)>"));
        EXPECT_EQ(Run({"run", "lab.toml", "--out", "out", "--no-plots"}).status, 0);
    }

    Ended Run(const std::vector<std::string>& arguments)
    {
        return RunVnlab(arguments, m_folder.path);
    }

    TemporaryFolder m_folder;
};

TEST_F(ExportTest, CsvIsWhatTheRunWrote)
{
    const Ended all = Run({"export", "out", "--csv", "--out", "tables"});
    EXPECT_EQ(all.status, 0) << all.err;
    EXPECT_EQ(all.out,
              "tables/metrics.csv\ntables/samples.csv\ntables/series.csv\ntables/runs.csv\n"
              "tables/scenarios.csv\n");
    for (const char* name : {"metrics.csv", "samples.csv", "series.csv"})
    {
        EXPECT_EQ(ReadFile(m_folder.path / "tables" / name),
                  ReadFile(m_folder.path / "out" / name));
    }
    const Ended one = Run({"export", "out/results.sqlite", "--csv", "--table", "metrics"});
    EXPECT_EQ(one.out, ReadFile(m_folder.path / "out/metrics.csv"));
}

TEST_F(ExportTest, JsonIsALineForEachRun)
{
    const Ended json = Run({"export", "out", "--json"});
    EXPECT_EQ(json.status, 0);
    EXPECT_EQ(std::ranges::count(json.out, '\n'), 2);
    const auto run = nlohmann::json::parse(json.out.substr(0, json.out.find('\n')));
    EXPECT_EQ(run.at("design"), "flat");
    EXPECT_THAT(run.at("scenario").get<std::string>(), HasSubstr("<img src=x onerror=alert(1)>"));
    EXPECT_EQ(Run({"export", "out", "--json", "--out", "j"}).out, "j/runs.jsonl\n");
    EXPECT_EQ(ReadFile(m_folder.path / "j/runs.jsonl"), json.out);
}

TEST_F(ExportTest, WhatCannotBeDoneIsBadInput)
{
    const auto before = ContentsOf(m_folder.path);
    const Ended parquet = Run({"export", "out", "--parquet"});
    EXPECT_EQ(parquet.status, 2);
    EXPECT_THAT(parquet.err, HasSubstr("--parquet: is not built in"));
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"export", "out"},
                                               {"export", "out", "--csv", "--json"},
                                               {"export", "absent", "--csv"},
                                               {"export", "lab.toml", "--csv"},
                                               {"export", "out", "--csv", "--table", "nonsense"}})
    {
        const Ended run = Run(arguments);
        EXPECT_EQ(run.status, 2) << testing::PrintToString(arguments);
        EXPECT_EQ(run.out, "");
        EXPECT_NE(run.err, "");
    }
    EXPECT_EQ(ContentsOf(m_folder.path), before);
}

} // namespace

} // namespace ns3::vnlab::test
