// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/resubmit.h"
#include "test/support/scenario-test-input.h"
#include "test/support/temporary-folder.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// A tenant whose source is given, and a design; the source is line 3.
std::string
Lab(const std::string& source)
{
    return "[[tenants]]\nname = \"lab\"\n" + source + "\n[designs]\nuse = [\"flat\"]\n";
}

TEST(ScenarioFilesTest, SpecificationsAreLookedForBesideTheScenario)
{
    const TestFiles files{{"cloud/specs/pair.dot", "graph { a -- b }"}};
    const Scenario scenario = ParseTest(Lab("spec = \"specs/pair.dot\""), files);
    EXPECT_EQ(num_edges(scenario.tenants.at(0).specification.graph), 1u);
    EXPECT_EQ(scenario.tenants.at(0).source.file, "specs/pair.dot");
}

TEST(ScenarioFilesTest, TheEndingOfTheFileTellsTheFormat)
{
    const std::string graphml = "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/>"
                                "</graph></graphml>";
    const TestFiles files{{"cloud/a.graphml", graphml},
                          {"cloud/a.xml", graphml},
                          {"cloud/a.dot", "graph { a }"},
                          {"cloud/a.gv", "graph { a }"},
                          {"cloud/a.txt", "graph { a }"}};
    for (const std::string ending : {"graphml", "xml", "dot", "gv"})
    {
        EXPECT_EQ(Problems(Lab("spec = \"a." + ending + "\""), files), "");
    }
    EXPECT_EQ(Problems(Lab("spec = \"a.txt\""), files),
              "3:8: tenants.spec is \"a.txt\"; accepted is a file with the ending .graphml, .xml, "
              ".dot or .gv\n");
    EXPECT_EQ(Problems(Lab("spec = \"\""), files),
              "3:8: tenants.spec is \"\"; accepted is a file with the ending .graphml, .xml, .dot "
              "or .gv\n");
}

TEST(ScenarioFilesTest, AMissingSpecificationIsNamed)
{
    EXPECT_EQ(Problems(Lab("spec = \"specs/pair.dot\"")),
              "3:8: tenants.spec is \"specs/pair.dot\", which does not exist\n");
}

TEST(ScenarioFilesTest, NeitherAndBothSourcesAreRefused)
{
    EXPECT_EQ(Problems(Lab("")),
              "1:1: tenants has neither spec nor generate; accepted is one of the two\n");
    EXPECT_EQ(Problems(Lab("spec = \"a.dot\"\ngenerate = { kind = \"ring\", vms = 3 }"),
                       {{"cloud/a.dot", "graph { a }"}}),
              "4:12: tenants.generate stands beside spec; accepted is one of the two\n");
    EXPECT_EQ(Problems(Lab("generate = { kind = \"ring\", vms = 3 }") +
                       "[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\n"),
              "6:1: changes has neither spec nor generate; accepted is one of the two\n");
}

TEST(ScenarioFilesTest, ASourceOfTheWrongTypeIsToldOnce)
{
    EXPECT_EQ(Problems(Lab("spec = 5")),
              "3:8: tenants.spec is 5; accepted is text in quotes: write \"5\"\n");
}

TEST(ScenarioFilesTest, WhatAGeneratorRefusesIsToldAtItsKey)
{
    EXPECT_EQ(Problems(Lab("generate = { kind = \"ring\", vms = 2 }")),
              "3:35: tenants.generate.vms is 2; accepted are 3 or more (kind = \"ring\")\n");
    EXPECT_EQ(Problems(Lab("generate = { kind = \"sdn-control\", vms = 4, controllers = 4 }")),
              "3:59: tenants.generate.controllers is 4; accepted are 1 to 3 of 4 VMs (kind = "
              "\"sdn-control\")\n");
    EXPECT_EQ(
        Problems(Lab("generate = { kind = \"random\", vms = 4 }")), // at the table that lacks it
        "3:12: tenants.generate.degree is 4; accepted are 1 to 3 for 4 VMs (kind = "
        "\"random\")\n");
}

TEST(ScenarioFilesTest, ProblemsInsideASpecificationHaveTheirOwnFileAndComeLast)
{
    const std::string problems = Problems(Lab("spec = \"bad.dot\"") + "[run]\nrepeat = 0\n",
                                          {{"cloud/bad.dot", "graph {\n  a [max_links=x]\n}\n"}});
    EXPECT_THAT(problems, StartsWith("7:10: run.repeat is 0; "));
    EXPECT_THAT(problems, HasSubstr("\ncloud/bad.dot:2:3: max_links is 'x'"));
}

TEST(ScenarioFilesTest, AFileThatSeveralKeysNameIsReadOnce)
{
    const std::string text = Lab("spec = \"a.dot\"") + "[[tenants]]\nname = \"b\"\n"
                                                       "spec = \"a.dot\"\n";
    const Scenario scenario = ParseTest(text, {{"cloud/a.dot", "graph { a -- b a -- a }"}});
    EXPECT_EQ(num_vertices(scenario.tenants.at(1).specification.graph), 2u);
    EXPECT_THAT(scenario.warnings, ElementsAre(HasSubstr("to itself is ignored")));

    const std::string problems = Problems(text, {{"cloud/a.dot", "graph {"}});
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 1) << problems;
}

TEST(ScenarioFilesTest, AResubmitHasASpecificationOfItsOwn)
{
    const Scenario scenario =
        ParseTest(Lab("spec = \"a.dot\"") +
                      "[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\nspec = \"b.dot\"\n",
                  {{"cloud/a.dot", "graph { a -- b }"}, {"cloud/b.dot", "graph { a -- b -- c }"}});
    EXPECT_EQ(num_vertices(scenario.tenants.at(0).specification.graph), 2u);
    EXPECT_EQ(
        num_vertices(dynamic_cast<const ResubmitKeys&>(scenario.changes.at(0).keys.Of("resubmit"))
                         .specification.read->graph),
        3u);
}

/// A shop on a WAN of two data centers; the substrate's own keys are lines 9 and following.
std::string
ShopOnWan(const std::string& keys)
{
    return kShop + "[substrate]\n" + keys +
           "wan = { topology = \"file\", file = \"w.graphml\", delay = \"3ms\" }\n";
}

const TestFiles kWanFiles{{"cloud/w.graphml", kPairWan}};

TEST(ScenarioFilesTest, TheDatacentersAreThoseOfTheWansFile)
{
    const Scenario scenario = ParseTest(ShopOnWan(""), kWanFiles);
    EXPECT_EQ(scenario.substrate.datacenters, 2u);
    EXPECT_THAT(scenario.warnings,
                ElementsAre("cloud/w.graphml: no Latitude and Longitude, so that the links' delay "
                            "is that of the scenario, 3ms: 'a', 'b'"));
    EXPECT_EQ(Problems(ShopOnWan("datacenters = 2\n"), kWanFiles), "");
    EXPECT_EQ(Problems(ShopOnWan("datacenters = 4\n"), kWanFiles),
              "9:15: substrate.datacenters is 4, but \"w.graphml\" has 2 data centers; accepted is "
              "2, or no number\n");
}

TEST(ScenarioFilesTest, WhatIsWrongInTheWansFileIsSaidWithoutARun)
{
    EXPECT_THAT(Problems(ShopOnWan(""),
                         {{"cloud/w.graphml",
                           "<graphml><graph edgedefault=\"undirected\">\n<node id=\"a\"/>\n"
                           "<node id=\"b\"/></graph></graphml>"}}),
                StartsWith("cloud/w.graphml:3:1: data center 'b' cannot be reached from 'a'"));
}

TEST(ScenarioFilesTest, AMissingFileOfTheWanIsNamed)
{
    EXPECT_EQ(Problems(kShop + "[substrate.wan]\ntopology = \"file\"\nfile = \"w.graphml\"\n"),
              "10:8: substrate.wan.file is \"w.graphml\", which does not exist\n");
}

/// Scenarios on the disk.
class ScenarioLoaderTest : public testing::Test
{
  protected:
    ScenarioLoaderTest()
    {
        std::filesystem::create_directories(m_folder / "specs");
    }

    std::string Write(const std::string& name, const std::string& text)
    {
        const std::string path = m_folder / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }

    static std::string LoadProblem(const std::string& path)
    {
        try
        {
            LoadScenario(path, TestNames());
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "";
    }

    const TemporaryFolder m_folder;
};

TEST_F(ScenarioLoaderTest, AScenarioAndItsSpecificationsAreReadFromTheDisk)
{
    Write("specs/a.dot", "graph { a -- b }");
    const std::string path = Write("lab.toml", Lab("spec = \"specs/a.dot\""));
    EXPECT_EQ(num_edges(LoadScenario(path, TestNames()).tenants.at(0).specification.graph), 1u);
}

TEST_F(ScenarioLoaderTest, AMissingFileIsRefused)
{
    const std::string path = m_folder / "none.toml";
    EXPECT_EQ(LoadProblem(path), path + ": does not exist");
}

TEST_F(ScenarioLoaderTest, AFolderIsRefused)
{
    EXPECT_EQ(LoadProblem(m_folder.path.string()),
              m_folder.path.string() + ": is a folder; accepted is a file");
}

TEST_F(ScenarioLoaderTest, ADeviceIsRefused)
{
    EXPECT_EQ(LoadProblem("/dev/zero"), "/dev/zero: is not a regular file");
}

TEST_F(ScenarioLoaderTest, AHugeFileIsRefusedUnread)
{
    const std::string path = Write("huge.toml", "");
    std::filesystem::resize_file(path, 64 * 1024 * 1024 + 1); // sparse
    EXPECT_EQ(LoadProblem(path), path + ": is larger than 64 MiB");
}

TEST_F(ScenarioLoaderTest, ASpecificationThatIsAFolderIsToldAtItsKey)
{
    std::filesystem::create_directory(m_folder / "specs/a.dot");
    const std::string path = Write("lab.toml", Lab("spec = \"specs/a.dot\""));
    EXPECT_EQ(LoadProblem(path),
              path +
                  ":3:8: tenants.spec is \"specs/a.dot\", which is a folder; accepted is a file");
}

} // namespace
} // namespace ns3::vnlab
