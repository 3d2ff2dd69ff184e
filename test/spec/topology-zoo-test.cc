// SPDX-License-Identifier: GPL-2.0-only
#include "test/spec/spec-test-helpers.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

namespace ns3::vnlab
{

namespace
{

struct ZooFile
{
    std::string name;
    size_t nodes; ///< as `grep -c '<node'` counts them
    size_t edges; ///< as `grep -c '<edge'` counts them
};

const std::filesystem::path kFolder = std::filesystem::path(VNLAB_DATA_DIR) / "topologyzoo";

/// The value of the next attribute of a name.
std::string
Quoted(const std::string& text, const std::string& attribute, size_t from)
{
    const size_t begin = text.find(attribute + "=\"", from) + attribute.size() + 2;
    return text.substr(begin, text.find('"', begin) - begin);
}

/// What a file says without our reader: how many edges are self-loops, and how many join a pair of
/// nodes that an earlier edge joined.
struct Surplus
{
    size_t selfLoops{0};
    size_t parallel{0};
};

Surplus
CountSurplus(const std::string& text)
{
    Surplus surplus;
    std::set<std::pair<std::string, std::string>> pairs;
    for (size_t at = text.find("<edge "); at != std::string::npos; at = text.find("<edge ", at + 1))
    {
        const std::string source = Quoted(text, "source", at);
        const std::string target = Quoted(text, "target", at);
        if (source == target)
        {
            ++surplus.selfLoops;
        }
        else if (!pairs.insert(std::minmax(source, target)).second)
        {
            ++surplus.parallel;
        }
    }
    return surplus;
}

size_t
CountOf(const std::string& text, const std::string& part)
{
    size_t count = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    {
        ++count;
    }
    return count;
}

size_t
CountWarnings(const ReadResult& read, const std::string& part)
{
    return static_cast<size_t>(std::count_if(read.warnings.begin(),
                                             read.warnings.end(),
                                             [&](const std::string& warning)
                                             { return warning.find(part) != std::string::npos; }));
}

} // namespace

class TopologyZooTest : public testing::TestWithParam<ZooFile>
{
  protected:
    void SetUp() override
    {
        const std::filesystem::path file = kFolder / (GetParam().name + ".graphml");
        if (!std::filesystem::exists(file))
        {
            GTEST_SKIP() << file << " is absent";
        }
        std::ifstream stream(file);
        m_text.assign(std::istreambuf_iterator<char>(stream), {});
    }

    std::string m_text;
};

TEST_P(TopologyZooTest, EachNodeIsAVmAndEachEdgeAVirtualLink)
{
    ASSERT_EQ(CountOf(m_text, "<node "), GetParam().nodes);
    ASSERT_EQ(CountOf(m_text, "<edge "), GetParam().edges);
    const ReadResult read = ReadGraphMlText(m_text);
    const Surplus surplus = CountSurplus(m_text);
    EXPECT_EQ(num_vertices(read.specification.graph), GetParam().nodes);
    EXPECT_EQ(num_edges(read.specification.graph),
              GetParam().edges - surplus.selfLoops - surplus.parallel);
    EXPECT_EQ(CountWarnings(read, "is parallel to"), surplus.parallel);
    EXPECT_EQ(CountWarnings(read, "to itself"), surplus.selfLoops);
    EXPECT_EQ(read.warnings.size(),
              surplus.parallel + surplus.selfLoops + CountWarnings(read, "is not unique"));
}

TEST_P(TopologyZooTest, NoAttributeTripsALabelOfOurs)
{
    const Specification specification = ReadGraphMlText(m_text).specification;
    EXPECT_EQ(specification.settings.Sum(), GetParam().nodes + GetParam().edges);
    EXPECT_EQ(specification.paths.size(), 1U);
}

TEST_P(TopologyZooTest, VmNamesAreUnique)
{
    const std::vector<std::string> names = VmNamesOf(ReadGraphMlText(m_text).specification);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), GetParam().nodes);
}

INSTANTIATE_TEST_SUITE_P(All,
                         TopologyZooTest,
                         testing::Values(ZooFile{"Abilene", 11, 14},
                                         ZooFile{"AttMpls", 25, 57},
                                         ZooFile{"Chinanet", 42, 66},
                                         ZooFile{"Cogentco", 197, 245},
                                         ZooFile{"Colt", 153, 191},
                                         ZooFile{"Geant2012", 40, 61},
                                         ZooFile{"Interoute", 110, 158},
                                         ZooFile{"Kdl", 754, 899},
                                         ZooFile{"UsCarrier", 158, 189},
                                         ZooFile{"Uunet", 49, 84}),
                         [](const auto& tested) { return tested.param.name; });

TEST(TopologyZooFolderTest, EveryFileIsTested)
{
    if (!std::filesystem::exists(kFolder))
    {
        GTEST_SKIP() << kFolder << " is absent";
    }
    size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    {
        files += entry.path().extension() == ".graphml" ? 1 : 0;
    }
    EXPECT_EQ(files, 10U);
}

} // namespace ns3::vnlab
