// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/cannot-run-here.h"
#include "analysis/kernel/program-clock.h"

namespace ns3::vnlab
{

std::unique_ptr<ProgramClock>
MakeProgramClock(const HookProgram&, const HookInput&, const std::filesystem::path&)
{
    throw CannotRunHere("vnlab was built without clang or libbpf");
}

std::function<void()>
MakeProgramLoad(const HookProgram&, const std::filesystem::path&)
{
    throw CannotRunHere("vnlab was built without clang or libbpf");
}

} // namespace ns3::vnlab
