// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PATH_LABELS_H
#define VNLAB_PATH_LABELS_H

#include "model/spec/raw-graph.h"
#include "model/spec/specification.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// A value of a label that is not accepted, and what is.
struct PathError
{
    std::string label;
    std::string message;
};

/// The paths of a graph and what there is to say about them.
struct PathLabels
{
    std::vector<Path> paths; ///< at least one, whatever the errors
    std::vector<PathError> errors;
    SpecSettings settings; ///< values that differ from the default, as written
};

/// @return what the labels `subnet`, `protocol` and `paths` of a graph say (InterpretGraph)
PathLabels ReadPathLabels(const Labels& labels);

} // namespace ns3::vnlab

#endif // VNLAB_PATH_LABELS_H
