// SPDX-License-Identifier: GPL-2.0-only
//
// The house: who may include whom (doc/architecture.md). The arrows are those of cmake/layers.cmake.

#include "test/house/source-tree.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <utility>

namespace ns3::vnlab
{
namespace
{

const std::vector<std::string> kCode{".cc", ".h", ".c"};
const std::vector<std::string> kLayers{"model", "helper", "analysis", "scenarios/vnlab"};
const std::vector<std::string> kEverything{
    "model", "helper", "analysis", "scenarios", "examples", "test"};

const House&
TheHouse()
{
    static const House house = ReadHouse(ReadSource("cmake/layers.cmake"));
    return house;
}

std::string
WithoutMarks(const std::string& include)
{
    return include.substr(1, include.size() - 2);
}

/// The words that every layer shares: headers directly in model/, and the C header beneath them.
bool
IsShared(const std::string& path)
{
    return FolderOf(path) == "model" || path == "model/hook/bpf/drop-reason.h";
}

/// What belongs to no wing: those words, and the program's door.
bool
IsOutsideTheWings(const SourceFile& file)
{
    return file.folder == "model" || file.folder == "scenarios/vnlab";
}

/// What no batch holds: programs of a few files, and what tests share.
bool
IsCompiledAlone(const SourceFile& file)
{
    return file.path.starts_with("test/conformance/") || file.folder == "test/benchmark" ||
           file.folder == "test/fuzz" || file.folder == "test/support";
}

TEST(HouseReaderTest, ArrowsAreTransitive)
{
    const House house = ReadHouse("\nvnlab_layer(model/a USES vnlab-ns3-core)"
                                  "\nvnlab_layer(model/b USES vnlab-a\n  Boost::graph)"
                                  "\nvnlab_layer(c USES \"$<LINK_LIBRARY:X,vnlab-b>\")"
                                  "\nvnlab_layer(d USES)");
    EXPECT_EQ(house.uses.at("c"), (std::set<std::string>{"c", "model/a", "model/b"}));
    EXPECT_EQ(house.uses.at("model/a"), (std::set<std::string>{"model/a"}));
    EXPECT_EQ(house.uses.at("d"), (std::set<std::string>{"d"}));
    EXPECT_EQ(house.ns3Users, (std::set<std::string>{"model/a", "model/b", "c"}));
}

TEST(HouseReaderTest, CodeIsWithoutCommentsAndTexts)
{
    const SourceFile file{"a.cc", "", "x = 1; // clock()\n/* time()\n * */ s = \"a \\\" b\";"};
    EXPECT_EQ(file.Code(), "x = 1;  \n  s =  ;");
}

TEST(HouseReaderTest, LocalFunctionsAreThoseOfAnonymousNamespaces)
{
    const SourceFile file{"a.cc",
                          "",
                          "namespace a\n{\nnamespace\n{\nint\nOne()\n{\n    Two();\n}\n"
                          "TEST(X, Y)\n{\n}\n} // namespace\nint\nThree()\n{\n}\n}\n"};
    EXPECT_EQ(file.LocalFunctions(), (std::set<std::string>{"One"}));
}

TEST(HouseTest, EveryFolderOfTheHouseHasItsArrows)
{
    for (const SourceFile& file : ReadSources(kLayers, kCode))
    {
        EXPECT_TRUE(IsOutsideTheWings(file) || TheHouse().uses.contains(file.folder))
            << file.path << ": cmake/layers.cmake has no vnlab_layer(" << file.folder << ")";
    }
}

TEST(HouseTest, IncludesFollowTheArrows)
{
    for (const SourceFile& file : ReadSources(kLayers, kCode))
    {
        if (file.folder == "scenarios/vnlab")
        {
            continue;
        }
        for (const std::string& include : file.Includes())
        {
            const std::string path = WithoutMarks(include);
            const bool ours = include.front() == '"' && path.find('/') != std::string::npos &&
                              !path.starts_with("ns3/");
            if (ours && !IsShared(path))
            {
                EXPECT_TRUE(file.folder != "model" &&
                            TheHouse().uses.at(file.folder).contains(FolderOf(path)))
                    << file.path << " includes " << path;
            }
        }
    }
}

TEST(HouseTest, Ns3IsIncludedOnlyWhereALayerUsesIt)
{
    for (const SourceFile& file : ReadSources(kLayers, kCode))
    {
        for (const std::string& include : file.Includes())
        {
            if (WithoutMarks(include).starts_with("ns3/"))
            {
                EXPECT_TRUE(file.folder == "model" || TheHouse().ns3Users.contains(file.folder))
                    << file.path << " includes " << include;
            }
        }
    }
}

TEST(HouseTest, TheAnalysisKnowsNoSimulatorExceptToCalibrate)
{
    for (const auto& [folder, uses] : TheHouse().uses)
    {
        if (folder.starts_with("analysis/") && folder != "analysis/calibration")
        {
            EXPECT_FALSE(TheHouse().ns3Users.contains(folder)) << folder;
        }
    }
}

TEST(HouseTest, UmbrellaHeadersAreNotIncluded)
{
    for (const SourceFile& file : ReadSources(kEverything, kCode))
    {
        for (const std::string& include : file.Includes())
        {
            EXPECT_FALSE(WithoutMarks(include).ends_with("-module.h"))
                << file.path << " includes " << include;
        }
    }
}

TEST(HouseTest, HookProgramsIncludeOnlyHeadersBesideThem)
{
    const std::vector<SourceFile> programs = ReadSources({"model/hook/bpf"}, {".bpf.c"});
    ASSERT_FALSE(programs.empty());
    const std::vector<SourceFile> headers = ReadSources({"model/hook/bpf"}, {".h"});
    for (const SourceFile& program : programs)
    {
        for (const std::string& include : program.Includes())
        {
            const std::string path = "model/hook/bpf/" + WithoutMarks(include);
            EXPECT_TRUE(include.front() == '"' &&
                        std::ranges::count(headers, path, &SourceFile::path) == 1)
                << program.path << " includes " << include;
        }
    }
    for (const SourceFile& header : headers)
    {
        for (const std::string& include : header.Includes())
        {
            const std::string path = WithoutMarks(include);
            EXPECT_TRUE(
                include.front() == '"'
                    ? std::ranges::count(headers, "model/hook/bpf/" + path, &SourceFile::path)
                    : path.starts_with("linux/") || path.starts_with("bpf/"))
                << header.path << " includes " << include;
        }
    }
}

TEST(HouseTest, ExamplesUseTheModelAndTheHelpersOnly)
{
    for (const SourceFile& file : ReadSources({"examples"}, kCode))
    {
        EXPECT_LT(std::ranges::count(file.text, '\n'), 100) << file.path;
        for (const std::string& include : file.Includes())
        {
            const std::string top = FolderOf(WithoutMarks(include)).substr(0, 5);
            EXPECT_TRUE(include.front() == '<' || top == "model" || top == "helpe" || top == "ns3")
                << file.path << " includes " << include;
        }
    }
}

TEST(HouseTest, EveryExampleAlsoRunsInAnNs3Tree)
{
    const std::string list = ReadSource("test/examples-to-run.py");
    for (const SourceFile& file : ReadSources({"examples"}, {".cc"}))
    {
        const std::string name = std::filesystem::path(file.path).stem().string();
        EXPECT_NE(list.find("(\"" + name + "\", "), std::string::npos) << name;
    }
}

/// All of them lie in one folder, ns3/.
TEST(HouseTest, PublicHeadersAreThereUnderNamesOfTheirOwn)
{
    static const std::regex kHeader("\n    ([a-z0-9/-]+\\.h)");
    const std::string list = ReadSource("cmake/public-headers.cmake");
    std::set<std::string> names;
    for (std::sregex_iterator it(list.begin(), list.end(), kHeader), end; it != end; ++it)
    {
        const std::string path = (*it)[1];
        EXPECT_NO_THROW(ReadSource(path)) << path;
        EXPECT_TRUE(names.insert(std::filesystem::path(path).filename().string()).second) << path;
    }
    EXPECT_TRUE(names.contains("design-helper.h"));
}

/// A batch of files holds one logger at most, and ns-3's names are shared by all modules.
TEST(HouseTest, AWingHasOneLogComponentWhichIsCalledVnlab)
{
    static const std::regex kComponent("NS_LOG_COMPONENT_DEFINE\\(\"(\\w+)\"\\)");
    std::map<std::string, std::string> pathOfWing;
    for (const SourceFile& file : ReadSources(kEverything, kCode))
    {
        std::smatch found;
        if (std::regex_search(file.text, found, kComponent))
        {
            EXPECT_TRUE(found[1].str().starts_with("Vnlab")) << file.path << ": " << found[1];
            const auto [entry, isNew] = pathOfWing.try_emplace(file.folder, file.path);
            EXPECT_TRUE(isNew) << file.path << " and " << entry->second;
        }
    }
}

TEST(HouseTest, TheModelKnowsNoFilesNoTerminalAndNoClockOfTheMachine)
{
    static const std::regex kHeader(
        "<(fstream|iostream|cstdio|stdio.h|filesystem|chrono|ctime|time.h|"
        "sys/time.h)>");
    static const std::regex kCall(R"(\b(std::(cout|cerr|clog|time|clock|random_device)\b|)"
                                  R"((printf|fopen|gettimeofday|clock_gettime|clock)\s*\())");
    for (const SourceFile& file : ReadSources({"model"}, kCode))
    {
        for (const std::string& include : file.Includes())
        {
            EXPECT_FALSE(std::regex_match(include, kHeader))
                << file.path << " includes " << include;
        }
        std::smatch found;
        const std::string code = file.Code();
        EXPECT_FALSE(std::regex_search(code, found, kCall)) << file.path << " has " << found[0];
    }
}

TEST(HouseTest, EveryHeaderHasAGuardOfItsOwn)
{
    std::map<std::string, std::string> pathOfGuard;
    for (const SourceFile& file : ReadSources(kEverything, {".h"}))
    {
        const auto [entry, isNew] = pathOfGuard.try_emplace(file.Guard(), file.path);
        EXPECT_NE(file.Guard(), "") << file.path;
        EXPECT_TRUE(isNew) << file.path << " has the guard of " << entry->second;
    }
}

/// In a batch of files two of one name would become overloads, and the wrong one could be called.
TEST(HouseTest, NameOfALocalFunctionStandsOnceInItsWing)
{
    std::map<std::pair<std::string, std::string>, std::string> pathOfName;
    for (const SourceFile& file :
         ReadSources({"model", "helper", "analysis", "scenarios", "test"}, {".cc"}))
    {
        if (IsCompiledAlone(file))
        {
            continue;
        }
        for (const std::string& name : file.LocalFunctions())
        {
            const auto [entry, isNew] = pathOfName.try_emplace({file.folder, name}, file.path);
            EXPECT_TRUE(isNew) << name << " is in " << file.path << " and in " << entry->second;
        }
    }
}

TEST(HouseTest, EverySourceStartsWithItsLicence)
{
    std::vector<SourceFile> files = ReadSources(kEverything, kCode);
    std::ranges::move(
        ReadSources({"cmake", "examples", "scenarios", "test"}, {".cmake", "CMakeLists.txt"}),
        std::back_inserter(files));
    for (const SourceFile& file : files)
    {
        const std::string first = file.text.substr(0, file.text.find('\n'));
        EXPECT_TRUE(first == "// SPDX-License-Identifier: GPL-2.0-only" ||
                    first == "/* SPDX-License-Identifier: GPL-2.0-only */" ||
                    first == "# SPDX-License-Identifier: GPL-2.0-only")
            << file.path << " starts with " << first;
    }
}

} // namespace
} // namespace ns3::vnlab
