// SPDX-License-Identifier: GPL-2.0-only
//
// Changes of a deployed network that fail half-way, and two processes at once. `ip`, `bpftool` and
// the like are scripts that keep a file for each rule; conformance-netns has the real ones.

#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <chrono>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

namespace ns3::vnlab::test
{

namespace
{

namespace fs = std::filesystem;

using testing::HasSubstr;

using Words = std::vector<std::string>;

/// Names exist as they do with the real one; SLEEP makes each take so long.
const std::string kIp = R"sh(#!/bin/sh
case "$1 $2" in
"netns add") test -z "$SLEEP" || sleep "$SLEEP"; mkdir -p /run/netns; touch "/run/netns/$3" ;;
"netns delete") rm "/run/netns/$3" ;;
esac
if [ "$3" = route ]; then
    rule="$RULES/$(echo "$2 $5" | tr '/ ' '..')"
    case "$4" in
    replace) touch "$rule" ;;
    del) rm "$rule" ;;
    show) if [ -e "$rule" ]; then echo "$5"; fi ;;
    esac
fi
)sh";

/// Refuses the FAIL_AT-th change of a map.
const std::string kBpftool = R"sh(#!/bin/sh
test "$1" = map || exit 0
rule="$RULES/$(echo "$*" | sed 's/^map [a-z]* pinned //; s/ value .*//' | tr '/ ' '..')"
if [ "$2" != lookup ] && [ -n "$FAIL_AT" ]; then
    echo x >>"$RULES/../calls"
    test "$(wc -l <"$RULES/../calls")" -ne "$FAIL_AT" || exit 1
fi
case "$2" in
update) touch "$rule" ;;
delete) rm "$rule" ;;
lookup) if [ -e "$rule" ]; then echo there; else exit 255; fi ;;
esac
)sh";

class DeployNetnsChangeTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (geteuid() != 0 || access("/run", W_OK) != 0)
        {
            GTEST_SKIP() << "only root has /run/netns";
        }
        for (const auto& [name, text] : {std::pair{"ip", kIp},
                                         {"bpftool", kBpftool},
                                         {"rmdir", "#!/bin/sh\nexec rm -r \"$1\"\n"},
                                         {"tc", "#!/bin/sh\n"},
                                         {"mount", "#!/bin/sh\n"},
                                         {"sysctl", "#!/bin/sh\n"}})
        {
            WriteFile(m_folder / ("bin/" + std::string(name)), text);
            fs::permissions(m_folder / ("bin/" + std::string(name)), fs::perms::owner_all);
        }
        for (const char* program : {"encapsulate", "decapsulate", "whitelist"})
        {
            WriteFile(m_folder / (std::string(program) + ".bpf.o"), "");
        }
        WriteFile(m_folder / "two.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; a -- b; }");
        WriteFile(m_folder / "apart.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; }");
        WriteFile(m_folder / "other.dot", "graph { subnet = \"10.0.0.0/24\"; b; a; }");
        fs::create_directory(m_folder / "rules");
    }

    void TearDown() override
    {
        if (fs::exists(m_folder / "rules"))
        {
            EXPECT_EQ(Deploy({"--clean"}).status, 0);
        }
    }

    Words Arguments(const Words& more) const
    {
        Words arguments{"deploy-netns", "--prefix", m_prefix, "--objects", "."};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    /// @param settings of the scripts, such as "FAIL_AT=3"
    std::string Script(const std::string& settings) const
    {
        return "export PATH='" + m_folder.path.string() + "/bin':$PATH RULES='" +
               m_folder.path.string() + "/rules' " + settings + "; exec \"$@\"";
    }

    Ended Deploy(const Words& more, const std::string& settings = "") const
    {
        std::error_code none;
        fs::remove(m_folder / "calls", none);
        return RunVnlab(Arguments(more), m_folder.path, Script(settings));
    }

    Ended Change(const std::string& from, const std::string& to, const std::string& settings = "")
    {
        return Deploy({from, "--change-to", to, "--run"}, settings);
    }

    std::map<std::string, std::string> Rules() const
    {
        return ContentsOf(m_folder.path / "rules");
    }

    TemporaryFolder m_folder;
    const std::string m_prefix{"vnlab-test-" + std::to_string(getpid())};
};

TEST_F(DeployNetnsChangeTest, AChangeThatFailedAnywhereGoesOnOrIsUndone)
{
    ASSERT_EQ(Deploy({"two.dot", "--run"}).status, 0);
    const auto together = Rules();
    ASSERT_EQ(Change("two.dot", "apart.dot").status, 0);
    const auto apart = Rules();
    ASSERT_NE(together, apart);
    ASSERT_EQ(Change("apart.dot", "two.dot").status, 0);
    ASSERT_EQ(Rules(), together);
    for (const int command : {1, 2, 4, 6})
    {
        const std::string settings = "FAIL_AT=" + std::to_string(command);
        const Ended failed = Change("two.dot", "apart.dot", settings);
        EXPECT_EQ(failed.status, 1);
        EXPECT_THAT(failed.err,
                    HasSubstr("the same command goes on with it, and the opposite one "
                              "undoes it"));
        EXPECT_EQ(Change("two.dot", "other.dot").status, 2);
        EXPECT_EQ(Change("two.dot", "apart.dot").status, 0) << "it goes on";
        EXPECT_EQ(Rules(), apart);
        ASSERT_EQ(Change("apart.dot", "two.dot").status, 0);
        EXPECT_EQ(Change("two.dot", "apart.dot", settings).status, 1);
        EXPECT_EQ(Change("apart.dot", "two.dot").status, 0) << "it is undone";
        EXPECT_EQ(Rules(), together);
    }
}

TEST_F(DeployNetnsChangeTest, OnlyWhatIsDeployedIsChanged)
{
    EXPECT_THAT(Change("two.dot", "apart.dot").err,
                HasSubstr("nothing is deployed with the prefix " + m_prefix));
    ASSERT_EQ(Deploy({"two.dot", "--run"}).status, 0);
    const auto rules = Rules();
    const Ended other = Change("apart.dot", "two.dot");
    EXPECT_EQ(other.status, 2);
    EXPECT_THAT(other.err, testing::StartsWith("apart.dot: is not what is deployed"));
    EXPECT_EQ(Deploy({"two.dot", "--change-to", "apart.dot", "--run", "--hosts", "3"}).status, 2);
    EXPECT_EQ(Rules(), rules);
}

TEST_F(DeployNetnsChangeTest, APrefixIsOfOneProcessAndAHangUpRemovesWhatWasMade)
{
    Vnlab first(Arguments({"two.dot", "--run"}), m_folder.path, Script("SLEEP=0.3"));
    while (!fs::exists("/run/netns/" + m_prefix + "-leaf"))
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    for (const Words& more : {Words{"two.dot", "--run"}, {"--clean"}})
    {
        const Ended second = Deploy(more);
        EXPECT_EQ(second.status, 2);
        EXPECT_EQ(second.err,
                  "--prefix " + m_prefix +
                      ": is being deployed, changed or removed by another vnlab; wait for its end, "
                      "or choose another prefix\n");
    }
    first.Signal(SIGHUP);
    const Ended stopped = first.Wait();
    EXPECT_EQ(stopped.status, 1);
    EXPECT_THAT(stopped.err, HasSubstr("interrupted: what has been made is removed first\n"));
    EXPECT_FALSE(fs::exists("/run/netns/" + m_prefix + "-leaf"));
    EXPECT_FALSE(fs::exists("/run/vnlab-netns/" + m_prefix + ".lock"));
}

} // namespace

} // namespace ns3::vnlab::test
