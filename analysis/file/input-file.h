// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INPUT_FILE_H
#define VNLAB_INPUT_FILE_H

#include <cstddef>
#include <cstdint>
#include <string>

/// @file Files that users name, to be read: regular ones only. Nothing else may be waited for.

namespace ns3::vnlab
{

inline constexpr uint64_t kMostInputMiB = 64; ///< of a file that is read whole

/// @return whether something has this name, of whatever kind; a loop of symbolic links does
bool IsThere(const std::string& path);

/// @return whether it is a folder; false where that cannot be found out
bool IsFolder(const std::string& path);

/**
 * @brief Opens a file to read, without waiting.
 * @return its descriptor, which the caller closes
 * @throws InputError where it is missing, is a folder, a FIFO, a device or a socket, or cannot be
 *         opened
 */
int OpenInputFile(const std::string& path);

/**
 * @brief Reads a file whole.
 * @throws InputError as OpenInputFile, and where it cannot be read or has more than kMostInputMiB
 */
std::string ReadInputFile(const std::string& path);

/// @return the first bytes of a file, at most so many. @throws InputError as ReadInputFile
std::string ReadBeginning(const std::string& path, size_t most);

} // namespace ns3::vnlab

#endif // VNLAB_INPUT_FILE_H
