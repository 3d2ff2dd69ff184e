// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FUZZ_NAMED_FILES_H
#define VNLAB_FUZZ_NAMED_FILES_H

#include "scenarios/vnlab/scenario/known-names.h"

#include <optional>
#include <string>
#include <string_view>

namespace ns3::vnlab::fuzz
{

/// @return everything that is registered
const KnownNames& AllNames();

/// @return a small file of the kind that the name's ending says, so that scenarios which name files can
///         be read; nothing for other endings
std::optional<std::string> NamedFile(const std::string& path);

/// @return whether a text asks for as many VMs as take a while: a number of five digits or more in a
///         line that says `vms` or `count`. That is no fault, and left out
bool AsksForMany(std::string_view scenario);

} // namespace ns3::vnlab::fuzz

#endif // VNLAB_FUZZ_NAMED_FILES_H
