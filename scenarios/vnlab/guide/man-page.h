// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAN_PAGE_H
#define VNLAB_MAN_PAGE_H

#include "scenarios/vnlab/guide/command-line-info.h"

#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// @return the manual page vnlab(1), in troff with the macros of man(7), ASCII only
std::string ManPage(const CommandInfo& program, const std::string& version);

/// @return the text so that troff shows it as it is, wherever it stands in a line
std::string TroffText(std::string_view text);

} // namespace ns3::vnlab

#endif // VNLAB_MAN_PAGE_H
