// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_XML_TAGS_H
#define VNLAB_XML_TAGS_H

#include <cstddef>
#include <optional>
#include <string_view>

namespace ns3::vnlab
{

/// The most attributes that a start tag may have: libxml2 compares each with each.
inline constexpr size_t kMostAttributes = 1'000;

/// @return the offset of the first start tag with more attributes, if there is one. In a text that is
///         not well-formed it may be missed
std::optional<size_t> FindCrowdedTag(std::string_view xml);

} // namespace ns3::vnlab

#endif // VNLAB_XML_TAGS_H
