// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TOML_DOCUMENT_H
#define VNLAB_TOML_DOCUMENT_H

#include "model/input/text-place.h"

#include <string>
#include <string_view>
#include <toml++/toml.h>

namespace ns3::vnlab
{

/// @return a file of ours as TOML, whatever its keys
/// @param fileName used in messages
/// @throws InputError where the text is not TOML, or goes deeper than kMostTomlLevels
toml::table ParseDocument(std::string_view text, const std::string& fileName);

/// @return where something begins; line 0 where it was made, not read
Place PlaceOf(const toml::source_region& region);

/// @return what a message says was found
std::string Found(const toml::node& node);

} // namespace ns3::vnlab

#endif // VNLAB_TOML_DOCUMENT_H
