// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/csv-cell.h"
#include "analysis/result/csv-results.h"
#include "analysis/result/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

TEST(CsvCellTest, WhatASpreadsheetWouldRunGetsAnApostrophe)
{
    for (const std::string text :
         {"=1+1", "+1+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "=", "-", "+-1", "1=", "-5ms"})
    {
        EXPECT_EQ(CellOf(text), text == "1=" ? text : "'" + text);
    }
}

TEST(CsvCellTest, NumbersAndOtherTextsStay)
{
    for (const std::string text :
         {"", "flat", "'", "'tis", "-1", "-1.5e-3", "-inf", "1e400", "10ms", " =1", "a=b"})
    {
        EXPECT_EQ(CellOf(text), text);
        EXPECT_EQ(TextOfCell(text), text);
    }
}

RC_GTEST_PROP(CsvCellTest, ACellReadsBackAsItsText, ())
{
    const auto text = *rc::gen::container<std::string>(
        rc::gen::element('=', '+', '-', '@', '\t', '\r', '\'', 'a', '1', '.'));
    const std::string cell = CellOf(text);
    RC_ASSERT(TextOfCell(cell) == text);
    RC_ASSERT(cell == text || cell == "'" + text);
}

TEST(CsvCellTest, TablesHaveSuchCellsAndAreReadBack)
{
    const RunResult run{.key = {.scenario = "", .design = "=flat", .seed = 1, .run = 0},
                        .parameters = {{"@x", {"+a", {}}}, {"costs.y", {"-5", -5}}},
                        .metrics = {{"-m", -2}}};
    std::ostringstream out;
    WriteCsv(CsvTable::kMetrics, {&run, 1}, out);
    EXPECT_EQ(out.str(),
              "design,seed,run,'@x,costs.y,metric,value\r\n'=flat,1,0,'+a,-5,'-m,-2\r\n");
    CsvResults read;
    read.Add(CsvTable::kMetrics, out.str(), "metrics.csv");
    ASSERT_EQ(read.Runs().size(), 1U);
    const RunResult& back = read.Runs().begin()->second;
    EXPECT_EQ(back.key.design, "=flat");
    EXPECT_EQ(back.parameters, run.parameters);
    EXPECT_EQ(back.metrics, run.metrics);
}

} // namespace

} // namespace ns3::vnlab
