// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NETNS_RECORD_H
#define VNLAB_NETNS_RECORD_H

#include "scenarios/vnlab/system/file-lock.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/// @file What processes that deploy networks in namespaces know of each other.

namespace ns3::vnlab
{

/// Keeps a second process from what stands under a prefix.
class NetnsLock : public FileLock
{
  public:
    /// @throws InputError where another process has it
    explicit NetnsLock(const std::string& prefix);
};

/// How a change relates to what is deployed.
enum class NetnsWay
{
    kFirst,  ///< nothing of it has been made
    kAgain,  ///< it was begun and stopped half-way
    kUndoes, ///< the opposite was begun and stopped half-way
};

/**
 * @brief Which specification is deployed under a prefix, and which one a change that has begun goes
 *        to: files in /run, or where that cannot be written in $XDG_RUNTIME_DIR or the folder for
 *        temporary files.
 *
 * What was deployed by a shell has no record. Specifications are known by their text, to which
 * NetnsVersionText adds what else counts.
 */
class NetnsRecord
{
  public:
    /// @throws InputError where there is no folder for it
    explicit NetnsRecord(const std::string& prefix);

    /// Notes that something is deployed, and nothing is being changed.
    void Write(const std::string& deployed);

    /**
     * @return how a change relates to the record; the first one where there is no record
     * @param file whose specification is said to be deployed, for messages
     * @throws InputError where something else is deployed, or being changed to
     */
    NetnsWay WayOf(const std::string& file,
                   const std::string& before,
                   const std::string& after) const;

    /// Notes that a change begins. @param before where there was no record
    void Begin(const std::string& before, const std::string& after);

    /// Notes that a change is complete. @param way which one
    void Complete(NetnsWay way);

    /// Removes the record.
    void Forget();

  private:
    std::filesystem::path m_deployed;
    std::filesystem::path m_next;
};

/// @return what a specification on so many hosts is known by
std::string NetnsVersionText(uint32_t hosts, const std::string& specification);

} // namespace ns3::vnlab

#endif // VNLAB_NETNS_RECORD_H
