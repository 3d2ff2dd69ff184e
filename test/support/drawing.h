// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_DRAWING_H
#define VNLAB_TEST_DRAWING_H

#include <filesystem>
#include <string>

namespace ns3::vnlab
{

/// @return whether a drawing tells when it was made, which nobody can take out: a PDF of cairo 1.18, which
/// compresses its date
inline bool
TellsItsTime(const std::filesystem::path& path, const std::string& bytes)
{
    return path.extension() == ".pdf" && bytes.find("/CreationDate (D:") == std::string::npos;
}

} // namespace ns3::vnlab

#endif // VNLAB_TEST_DRAWING_H
