// SPDX-License-Identifier: GPL-2.0-only
// A scenario on which vnlab was wrong, where VNLAB_SHARED says that it is here.
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

TEST(SharedFootholdTest, AFootholdThatIsGoneIsRefused)
{
    const char* shared = std::getenv("VNLAB_SHARED");
    const std::filesystem::path file =
        std::filesystem::path(shared ? shared : "") / "data/cases/F10-foothold/foothold-gone.toml";
    if (!shared || !std::filesystem::exists(file))
    {
        GTEST_SKIP() << "VNLAB_SHARED names no folder with the case";
    }
    try
    {
        LoadScenario(file.string(), GatherKnownNames());
        FAIL() << "accepted";
    }
    catch (const InputError& error)
    {
        EXPECT_THAT(
            error.what(),
            testing::HasSubstr("18:12: attacks.foothold is \"shop/db\", which is gone since "
                               "the change at \"1s\""));
    }
}

} // namespace
} // namespace ns3::vnlab
