// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/file/own-file.h"

#include "analysis/file/input-file.h"
#include "model/input/input-error.h"

#include <system_error>

namespace ns3::vnlab
{

namespace fs = std::filesystem;

namespace
{

[[noreturn]] void
RefuseForeign(const fs::path& path, const std::string& accepted)
{
    throw InputError({{.file = path.string(),
                       .message = "was not written by vnlab, and stays; accepted is " + accepted}});
}

} // namespace

bool
IsOwn(const fs::path& path, std::string_view sign)
{
    constexpr size_t first = 4096;
    const std::string beginning = ReadBeginning(path.string(), first);
    return beginning.empty() || beginning.find(sign) != std::string::npos;
}

void
RequireOwn(const fs::path& path, std::string_view sign, const std::string& accepted)
{
    std::error_code none;
    if (fs::is_regular_file(path, none) && !IsOwn(path, sign))
    {
        RefuseForeign(path, accepted);
    }
}

void
RequireNone(const fs::path& path, const std::string& accepted)
{
    std::error_code none;
    if (fs::is_regular_file(path, none) && fs::file_size(path, none) > 0)
    {
        RefuseForeign(path, accepted);
    }
}

} // namespace ns3::vnlab
