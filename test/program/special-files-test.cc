// SPDX-License-Identifier: GPL-2.0-only
//
// What is no regular file is refused by every reader, in one line and without waiting.

#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;

using Words = std::vector<std::string>;

constexpr const char* kFile = "FILE";

/// A reader: the ending of its files, and a call or a scenario with kFile in it.
struct Reader
{
    std::string ending;
    Words call;
    std::string scenario{}; ///< in lab.toml
};

const std::vector<Reader> kReaders{
    {".toml", {"run", kFile}},
    {".toml", {"check", kFile}},
    {".toml", {"sweep", kFile}},
    {".toml", {"compare", "out", "out", "--gate", kFile}},
    {".dot", {"deploy-netns", kFile, "--dry-run"}},
    {".graphml", {"deploy-netns", "two.dot", "--change-to", kFile, "--dry-run"}},
    {".sqlite", {"report", kFile}},
    {".sqlite", {"plot", kFile}},
    {".sqlite", {"export", kFile, "--csv"}},
    {".sqlite", {"rerun", kFile}},
    {".sqlite", {"compare", kFile, "out"}},
    {".sqlite", {"compare", "out", kFile}},
    {".sqlite", {"merge", "merged", kFile}},
    {".csv", {"compare", "tables", "out"}},
    {".dot",
     {"check", "lab.toml"},
     With(kRing, "generate = { kind = \"ring\", vms = 6 }", "spec = \"FILE\"")},
    {".toml", {"check", "lab.toml"}, "costs = \"FILE\"\n" + kRing},
    {".graphml",
     {"check", "lab.toml"},
     With(kRing, "[[tenants]]", "wan = { topology = \"file\", file = \"FILE\" }\n[[tenants]]")},
};

class SpecialFilesTest : public testing::Test
{
  protected:
    SpecialFilesTest()
    {
        WriteFile(m_folder / "ring.toml", kRing);
        WriteFile(m_folder / "two.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; a -- b; }");
        EXPECT_EQ(
            RunVnlab({"run", "ring.toml", "--out", "out", "--no-plots"}, m_folder.path).status, 0);
        std::filesystem::create_directory(m_folder / "tables");
    }

    /// Makes what has the name, as a special file of some kind.
    void Make(const std::string& kind, const std::string& name) const
    {
        const std::string path = m_folder / name;
        kind == "fifo"     ? static_cast<void>(mkfifo(path.c_str(), 0600))
        : kind == "folder" ? static_cast<void>(mkdir(path.c_str(), 0700))
        : kind == "loop"
            ? std::filesystem::create_symlink(std::filesystem::path(name).filename(), path)
            : std::filesystem::create_symlink("/dev/zero", path);
    }

    void ExpectRefusal(const Reader& reader, const std::string& kind)
    {
        const std::string name =
            reader.ending == ".csv" ? "tables/metrics.csv" : kind + reader.ending;
        std::filesystem::remove(m_folder / name);
        Make(kind, name);
        Words call = reader.call;
        std::ranges::replace(call, kFile, name);
        if (!reader.scenario.empty())
        {
            WriteFile(m_folder / "lab.toml", With(reader.scenario, kFile, name));
        }
        const std::string what = kind + ": " + testing::PrintToString(call);
        const Ended ended = RunVnlab(call, m_folder.path, "exec timeout 20 \"$@\"");
        EXPECT_EQ(ended.status, 2) << what;
        EXPECT_EQ(ended.out, "") << what;
        EXPECT_THAT(ended.err, HasSubstr(name)) << what;
        EXPECT_EQ(std::ranges::count(ended.err, '\n'), 1) << what << ended.err;
    }

    TemporaryFolder m_folder;
};

TEST_F(SpecialFilesTest, EveryReaderRefusesEveryKind)
{
    for (const char* kind : {"fifo", "folder", "loop", "zero"})
    {
        for (const Reader& reader : kReaders)
        {
            ExpectRefusal(reader, kind);
        }
    }
}

} // namespace

} // namespace ns3::vnlab::test
