// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VECTOR_FILE_H
#define VNLAB_VECTOR_FILE_H

#include "test/conformance/hook/hook-case.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What a program made of a case when it was recorded.
struct Vector
{
    HookCase input;
    HookOutcome result;
};

/// Recorded behaviour of one program.
struct VectorFile
{
    const HookProgram* program;
    std::string kernel; ///< name and release of the kernel that ran the program
    std::string date;   ///< of the recording, as YYYY-MM-DD
    std::vector<Vector> vectors;
};

/**
 * @brief The bytes of a vector file.
 *
 * A few lines of text (format, program, kernel, date, number of vectors), a blank line, then the
 * vectors, then a checksum. Inputs and outputs are all there, but only once:
 * - map contents that several vectors start from are written once, entries as byte-wise
 *   differences from the entry before, a row of equal differences as one;
 * - a frame is what it shares with an earlier one at both ends (the output with its input) and the
 *   bytes between;
 * - maps after a run are the entries that changed.
 */
Bytes EncodeVectors(const VectorFile& file);

/// @throws std::runtime_error what is wrong, if these are not exactly the bytes of a vector file
VectorFile DecodeVectors(std::span<const uint8_t> bytes);

/// @throws std::runtime_error with the path, if the file cannot be read or is damaged
VectorFile ReadVectorFile(const std::filesystem::path& path);

/// @throws std::runtime_error with the path, if the file cannot be written
void WriteVectorFile(const std::filesystem::path& path, const VectorFile& file);

} // namespace ns3::vnlab

#endif // VNLAB_VECTOR_FILE_H
