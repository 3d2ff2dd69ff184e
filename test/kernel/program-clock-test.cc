// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/cannot-run-here.h"
#include "analysis/kernel/program-clock.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

TEST(ProgramClockTest, WithoutTheObjectSaysWhatIsMissing)
{
    const HookInput input{std::make_shared<MapState>(2), 1, Bytes(64)};
    try
    {
        MakeProgramClock(kWhitelistProgram, input, "/nonexistent");
        FAIL() << "made a clock out of nothing";
    }
    catch (const CannotRunHere& error)
    {
        const std::string message = error.what();
        EXPECT_TRUE(message == "there is no /nonexistent/whitelist.bpf.o" ||
                    message == "vnlab was built without clang or libbpf")
            << message;
    }
}

} // namespace
} // namespace ns3::vnlab
