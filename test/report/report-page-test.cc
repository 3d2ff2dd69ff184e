// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/report-page.h"
#include "analysis/report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::Not;

TEST(ReportPageTest, DataCannotLeaveItsElement)
{
    const std::string page =
        ReportPage("[\"</script><script>alert(1)</script><!-- & \u2028 \u2029 ü\"]");
    EXPECT_THAT(page,
                HasSubstr(">[\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script"
                          "\\u003e\\u003c!-- \\u0026 \\u2028 \\u2029 ü\"]</script>"));
    EXPECT_THAT(page, Not(HasSubstr(kReportDataPlace)));
}

TEST(ReportPageTest, DataOfAnyTextIsPutInAsItIs)
{
    EXPECT_THAT(ReportPage("\"@REPORT-DATA@ $& \\\\1\""), HasSubstr("\"@REPORT-DATA@ $"));
}

TEST(ReportPageTest, NamesNothingThatABrowserWouldFetch)
{
    const std::string page(kReportPage);
    // w3.org names the SVG namespace, which nothing fetches.
    static const std::regex kAddress(R"((src|href)\s*=|url\(|@import)");
    const std::string html = page.substr(0, page.rfind("<script>"));
    std::smatch found;
    const std::string head = html.substr(0, html.find("<footer>"));
    EXPECT_FALSE(std::regex_search(head, found, kAddress)) << found[0];
    EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; script-src 'sha256-"));
}

TEST(ReportPageTest, KeepsTheLicencesOfWhatItContains)
{
    for (const char* package : {"d3-array", "d3-axis", "d3-scale", "d3-selection", "d3-shape"})
    {
        EXPECT_THAT(std::string(kReportPage),
                    testing::ContainsRegex(std::string(package) + " [0-9.]+ \\(ISC\\)"));
    }
    EXPECT_THAT(kReportPage, HasSubstr("Copyright 2010-2021 Mike Bostock"));
}

} // namespace

} // namespace ns3::vnlab::test
