// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/netns/netns-record.h"

#include "analysis/file/input-file.h"
#include "analysis/file/replace-file.h"
#include "model/input/input-error.h"

#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace ns3::vnlab
{

namespace fs = std::filesystem;

namespace
{

/// @return whether a folder is there that is this user's alone, which it may have to be made for
bool
IsOwnFolder(const fs::path& folder)
{
    constexpr mode_t others = 022; // who may write
    mkdir(folder.c_str(), 0755);
    struct stat found;
    return lstat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode) &&
           found.st_uid == geteuid() && (found.st_mode & others) == 0 &&
           access(folder.c_str(), W_OK) == 0;
}

/// @return the folder of all records
fs::path
RecordFolder()
{
    std::vector<fs::path> parents{"/run"};
    if (const char* user = std::getenv("XDG_RUNTIME_DIR"))
    {
        parents.emplace_back(user);
    }
    std::error_code none;
    parents.push_back(fs::temp_directory_path(none));
    for (const fs::path& parent : parents)
    {
        const fs::path folder = parent / "vnlab-netns";
        if (IsOwnFolder(folder))
        {
            return folder;
        }
    }
    throw InputError(
        {{.file = (parents.back() / "vnlab-netns").string(),
          .message = "is needed for what is deployed; accepted is a folder of your own "
                     "that nobody else can write"}});
}

std::optional<std::string>
TextOf(const fs::path& path)
{
    return IsThere(path.string()) ? std::optional(ReadInputFile(path.string())) : std::nullopt;
}

} // namespace

NetnsLock::NetnsLock(const std::string& prefix)
    : FileLock(
          RecordFolder() / (prefix + ".lock"),
          "--prefix " + prefix,
          "is being deployed, changed or removed by another vnlab; wait for its end, or choose "
          "another prefix")
{
}

NetnsRecord::NetnsRecord(const std::string& prefix)
    : m_deployed(RecordFolder() / (prefix + ".deployed")),
      m_next(RecordFolder() / (prefix + ".next"))
{
}

void
NetnsRecord::Write(const std::string& deployed)
{
    ReplaceFile(m_deployed, deployed);
    fs::remove(m_next);
}

NetnsWay
NetnsRecord::WayOf(const std::string& file,
                   const std::string& before,
                   const std::string& after) const
{
    const std::optional<std::string> deployed = TextOf(m_deployed);
    const std::optional<std::string> next = TextOf(m_next);
    if (!deployed || (!next && deployed == before))
    {
        return NetnsWay::kFirst;
    }
    if (next && deployed == before && next == after)
    {
        return NetnsWay::kAgain;
    }
    if (next && deployed == after && next == before)
    {
        return NetnsWay::kUndoes;
    }
    throw InputError(
        {{.file = file,
          .message =
              next ? "is not what to go on from: a change of " + m_deployed.string() + " to " +
                         m_next.string() +
                         " stopped half-way; accepted is the same change again, which goes "
                         "on, or the opposite one, which undoes it"
                   : "is not what is deployed, on as many hosts; that is " + m_deployed.string()}});
}

void
NetnsRecord::Begin(const std::string& before, const std::string& after)
{
    if (!IsThere(m_deployed.string()))
    {
        ReplaceFile(m_deployed, before);
    }
    ReplaceFile(m_next, after);
}

void
NetnsRecord::Complete(NetnsWay way)
{
    way == NetnsWay::kUndoes ? static_cast<void>(fs::remove(m_next)) : TakeName(m_next, m_deployed);
}

void
NetnsRecord::Forget()
{
    fs::remove(m_deployed);
    fs::remove(m_next);
}

std::string
NetnsVersionText(uint32_t hosts, const std::string& specification)
{
    return "# vnlab deploy-netns --hosts " + std::to_string(hosts) + "\n" + specification;
}

} // namespace ns3::vnlab
