// SPDX-License-Identifier: GPL-2.0-only
//
// Names that a shell, gnuplot, XML, a spreadsheet or a terminal would act on, through the whole
// program: they come out literally, or visibly escaped, and nothing is executed.

#include "test/program/stored-results.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::Not;

/// A title, a tenant and VMs that bite. TOML's "..." knows \n and \u001b; DOT's ends at a quote.
const std::string kHostileScenario =
    R"~(title = "=1+1,`touch pwned` $(touch pwned) 'a' \"b\" <script>alert(1)</script>\n\u001b[2J& ${HOME}"
[substrate]
racks = 2
hosts_per_rack = 2
[[tenants]]
name = "`touch pwned` $(touch pwned)/'\"<script>\n=x,"
addresses = "as-specified"
spec = "names.dot"
[[tenants]]
name = "other"
addresses = "as-specified"
spec = "names.dot"
[designs]
use = ["flat", "linkwire", "identity-firewall"]
[[changes]]
at = "100ms"
kind = "rewire"
links = 1
watch = "100ms"
[[attacks]]
at = "300ms"
kind = "lateral-movement"
foothold = "`touch pwned` $(touch pwned)/'\"<script>\n=x,/`touch pwned`/$(touch pwned)"
[run]
duration = "1s"
)~";

const std::string kNames = R"~(graph {
  "`touch pwned`/$(touch pwned)" -- "<script>alert(1)</script>";
  "<script>alert(1)</script>" -- "=cmd|' /C calc'!A0,";
  "a
b" -- "<script>alert(1)</script>";
  "a
b" -- "a
b";
}
)~";

/// The title as it is shown: control characters made visible.
const std::string kTitle =
    R"~(=1+1,`touch pwned` $(touch pwned) 'a' "b" <script>alert(1)</script>\n\x1b[2J& ${HOME})~";

/// @return the text without the spaces and line ends that wrapping moves
std::string
Squeezed(std::string text)
{
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

class HostileNamesTest : public testing::Test
{
  protected:
    HostileNamesTest()
    {
        WriteFile(m_folder / "lab.toml", kHostileScenario);
        WriteFile(m_folder / "names.dot", kNames);
        m_run = RunVnlab({"run", "lab.toml", "--out", "out"}, m_folder.path);
        m_files = ContentsOf(m_folder.path);
    }

    TemporaryFolder m_folder;
    Ended m_run;
    std::map<std::string, std::string> m_files;
};

TEST_F(HostileNamesTest, AreShownAndNeverExecuted)
{
    EXPECT_EQ(m_run.status, 1) << m_run.err; // flat refuses two tenants with the same addresses
    EXPECT_THAT(Squeezed(m_run.out), testing::StartsWith(Squeezed(kTitle)));
    for (const auto& [name, bytes] : m_files)
    {
        EXPECT_THAT(name, Not(HasSubstr("pwned")));
    }
    EXPECT_FALSE(std::filesystem::exists("pwned"));

    const std::string owner =
        R"~(`touch pwned` $(touch pwned)/'"<script>\n=x,/`touch pwned`/$(touch pwned))~";
    EXPECT_THAT(Squeezed(m_run.out),
                HasSubstr(Squeezed("belongs to both " + owner + " and other/")));
    EXPECT_THAT(m_run.err, HasSubstr(R"(an edge from 'a\nb' to itself is ignored)"));
    for (const std::string& text : {m_run.out, m_run.err})
    {
        EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    }
}

TEST_F(HostileNamesTest, AreTextInPlots)
{
    size_t plots = 0;
    for (const auto& [name, bytes] : m_files)
    {
        if (name.ends_with(".svg"))
        {
            ++plots;
            EXPECT_THAT(bytes, Not(HasSubstr("<script"))) << name;
            EXPECT_THAT(bytes,
                        HasSubstr("<text>=1+1,`touch pwned` $(touch pwned) 'a' \"b\" "
                                  "&lt;script>alert(1)&lt;/script>\\n\\x1b[2J&amp; ${HOME}</text>"))
                << name;
        }
    }
    EXPECT_EQ(plots, 4U);
}

TEST_F(HostileNamesTest, KeepTheTablesWhole)
{
    for (const char* table : {"out/metrics.csv", "out/samples.csv", "out/series.csv"})
    {
        std::istringstream lines(m_files.at(table));
        std::string line;
        std::getline(lines, line);
        const auto commas = std::ranges::count(line, ',');
        while (std::getline(lines, line))
        {
            EXPECT_TRUE(line.starts_with("linkwire,") || line.starts_with("identity-firewall,"));
            EXPECT_EQ(std::ranges::count(line, ','), commas) << line;
        }
    }
}

TEST_F(HostileNamesTest, AreStoredAsTheyWere)
{
    const auto stored = StoredIn(m_folder.path / "out");
    ASSERT_EQ(stored.size(), 3U);
    // An attack from the foothold took place, so its name, slashes included, was understood.
    const auto& series = stored.at("linkwire").series.at("exposure.compromised.guest-user");
    EXPECT_GE(series.size(), 1U);
    EXPECT_THAT(stored.at("flat").error, HasSubstr("<script>\n=x,/`touch pwned`/$(touch pwned)"));
}

TEST_F(HostileNamesTest, SurviveTheResolvedScenario)
{
    const Ended resolved = RunVnlab({"run", "lab.toml", "--print-resolved"}, m_folder.path);
    WriteFile(m_folder / "again.toml", resolved.out);
    const Ended again = RunVnlab({"run", "again.toml", "--print-resolved"}, m_folder.path);
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(again.out, resolved.out);
}

} // namespace

} // namespace ns3::vnlab::test
