// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STANDARD_OUTPUT_H
#define VNLAB_STANDARD_OUTPUT_H

#include "analysis/file/descriptor-buffer.h"

#include <streambuf>
#include <string>

namespace ns3::vnlab
{

/// Gives standard input, output and error something to lead to where whoever started this process
/// has closed them: else the next file that is opened would take their place. Call it first of all.
void OpenStandardDescriptors();

/**
 * @brief Sees to it that what goes to std::cout really arrives; one at a time.
 *
 * A program whose output is cut short, by a full disk, say, must not end as if it were whole.
 */
class StandardOutput
{
  public:
    StandardOutput();
    ~StandardOutput();
    StandardOutput(const StandardOutput&) = delete;
    StandardOutput& operator=(const StandardOutput&) = delete;

    /// Writes what waits. @return why not all has been written, in words; empty where it has
    std::string Finish();

  private:
    DescriptorBuffer m_buffer;
    std::streambuf* m_before;
};

} // namespace ns3::vnlab

#endif // VNLAB_STANDARD_OUTPUT_H
