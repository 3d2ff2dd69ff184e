// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_PLACES_H
#define VNLAB_DOT_PLACES_H

#include "model/spec/dot-scanner.h"

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Where the elements of a DOT text are, as byte offsets. Boost's reader does not tell.
struct DotPlaces
{
    size_t graph{0};                        ///< the first word
    std::map<std::string, size_t> vertices; ///< where each id is first named
    /// For each ordered pair of ids, the left end of each `left -- right` in the order of the text.
    /// Edges between the members of subgraphs are not in it.
    std::map<std::pair<std::string, std::string>, std::deque<size_t>> edges;
};

/// @return the places in a text that Boost's reader has accepted
DotPlaces FindDotPlaces(const std::vector<DotToken>& tokens);

} // namespace ns3::vnlab

#endif // VNLAB_DOT_PLACES_H
