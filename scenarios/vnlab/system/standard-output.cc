// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/standard-output.h"

#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

void
OpenStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    {
        // A file gets the lowest number that is free.
        if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDWR) != descriptor)
        {
            std::abort();
        }
    }
}

StandardOutput::StandardOutput()
    : m_buffer(STDOUT_FILENO, isatty(STDOUT_FILENO) == 1),
      m_before(std::cout.rdbuf(&m_buffer))
{
}

StandardOutput::~StandardOutput()
{
    std::cout.rdbuf(m_before);
}

std::string
StandardOutput::Finish()
{
    const int error = m_buffer.Finish();
    return error == 0 ? "" : std::generic_category().message(error);
}

} // namespace ns3::vnlab
