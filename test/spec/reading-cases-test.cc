// SPDX-License-Identifier: GPL-2.0-only
//
// Files that vnlab once read wrongly; each with what is right.
#include "test/spec/spec-test-helpers.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::filesystem::path kCases = std::filesystem::path(VNLAB_DATA_DIR) / "cases";

std::string
CaseText(const std::string& name)
{
    std::ifstream stream(kCases / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The links of a case, "a-b".
std::vector<std::string>
CaseLinks(const std::string& name)
{
    std::vector<std::string> links;
    for (const NamedLink& link : NamedLinks(ReadDotText(CaseText(name)).specification))
    {
        links.push_back(link.first + "-" + link.second);
    }
    return links;
}

std::vector<Service>
AllowOfCase(const std::string& name)
{
    return NamedLinks(ReadDotText(CaseText(name)).specification).at(0).allow;
}

} // namespace

class ReadingCasesTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(kCases))
        {
            GTEST_SKIP() << kCases << " is absent";
        }
    }
};

TEST_F(ReadingCasesTest, EdgesOfBraces)
{
    EXPECT_THAT(CaseLinks("F1-edges-of-braces/e05.dot"), ElementsAre("db-w1", "db-w2", "w1-w2"));
    for (const char* name : {"cluster", "cluster-nodes"})
    {
        EXPECT_THAT(DotComplaints(CaseText("F1-edges-of-braces/" + std::string(name) + ".dot")),
                    AllOf(SizeIs(4), Each(HasSubstr("is forbidden: 'd"))));
    }
}

TEST_F(ReadingCasesTest, Strict)
{
    EXPECT_THAT(AllowOfCase("F5-strict/t01.dot"), ElementsAre(kTcp80));
    EXPECT_THAT(AllowOfCase("F5-strict/t02.dot"), ElementsAre(kTcp80));
    EXPECT_THAT(AllowOfCase("F5-strict/t04.dot"), ElementsAre(kUdp53));
}

TEST_F(ReadingCasesTest, BadSubnets)
{
    EXPECT_THAT(DotComplaints(CaseText("F8-bad-subnets/sub_224_0_0_0_24.dot")),
                ElementsAre(HasSubstr("t.dot:1:9: subnet has '224.0.0.0/24', but it overlaps")));
}

TEST_F(ReadingCasesTest, NamespacesOfXml)
{
    const ReadResult prefixed =
        ReadGraphMlText(CaseText("F11-xml-namespace/elementtree-ns0.graphml"));
    EXPECT_THAT(VmNamesOf(prefixed.specification), ElementsAre("n0", "n1"));
    EXPECT_EQ(num_edges(prefixed.specification.graph), 1U);
    EXPECT_THAT(prefixed.warnings, IsEmpty());
    const ReadResult forAll =
        ReadGraphMlText(CaseText("F11-xml-namespace/key-without-for.graphml"));
    EXPECT_EQ(forAll.specification.graph[0].role, "web");
}

TEST_F(ReadingCasesTest, Hostile)
{
    EXPECT_THAT(DotComplaints(CaseText("hostile/cr1200.dot")),
                ElementsAre(HasSubstr("t.dot:1:11: edges between subgraphs and lists make more")));
    EXPECT_THAT(DotComplaints(CaseText("hostile/at2000.dot")), IsEmpty());
    EXPECT_THAT(DotComplaints(CaseText("hostile/sg4000.dot")), IsEmpty());
    size_t bytes = 0;
    for (const std::string& complaint : DotComplaints(CaseText("hostile/cb4000.dot")))
    {
        EXPECT_LT(complaint.size(), 300U);
        bytes += complaint.size();
    }
    EXPECT_LT(bytes, 1'200'000U);
}

} // namespace ns3::vnlab
