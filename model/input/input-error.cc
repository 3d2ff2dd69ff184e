// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

std::string
Lines(const std::vector<Diagnostic>& diagnostics)
{
    std::string lines;
    for (const Diagnostic& diagnostic : diagnostics)
    {
        lines += lines.empty() ? "" : "\n";
        lines += diagnostic.ToString();
    }
    return lines;
}

} // namespace

std::string
Diagnostic::ToString() const
{
    std::string place = file;
    for (const uint32_t number : {line, column})
    {
        if (number == 0)
        {
            break;
        }
        place += place.empty() ? "" : ":";
        place += std::to_string(number);
    }
    return place.empty() ? message : place + ": " + message;
}

InputError::InputError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(Lines(diagnostics)),
      m_diagnostics(std::move(diagnostics))
{
}

const std::vector<Diagnostic>&
InputError::Diagnostics() const
{
    return m_diagnostics;
}

} // namespace ns3::vnlab
