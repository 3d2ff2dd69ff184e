// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RAW_GRAPH_H
#define VNLAB_RAW_GRAPH_H

#include "model/input/text-place.h"

#include <boost/graph/adjacency_list.hpp>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Names and values of an element's labels, as text whatever type the file declares. Those that count
/// in the vocabulary of whoever reads the file.
using Labels = std::map<std::string, std::string>;

/// @return the value of a label, "" where there is none
inline std::string
LabelValue(const Labels& labels, const std::string& name)
{
    const auto found = labels.find(name);
    return found == labels.end() ? "" : found->second;
}

/// A vertex as the file has it.
struct RawVertex
{
    std::string id; ///< unique in the file
    Labels labels;
    Place place;
};

/// An edge as the file has it.
struct RawEdge
{
    Labels labels;
    Place place;
};

/// The graph's own labels, and what the reader has to say of the file.
struct RawGraphLabels
{
    Labels labels;
    std::map<std::string, Place> labelPlaces; ///< where each label is stated
    Place place;
    std::vector<std::string> warnings; ///< in the order of the file

    /// @return where a label is stated, or the place of the graph
    Place PlaceOf(const std::string& label) const
    {
        const auto found = labelPlaces.find(label);
        return found == labelPlaces.end() ? place : found->second;
    }
};

/// What both file formats are read into before anything is interpreted: vertices and edges in the
/// order of the file, parallel edges and self-loops included.
using RawGraph = boost::adjacency_list<boost::vecS,
                                       boost::vecS,
                                       boost::undirectedS,
                                       RawVertex,
                                       RawEdge,
                                       RawGraphLabels>;

} // namespace ns3::vnlab

#endif // VNLAB_RAW_GRAPH_H
