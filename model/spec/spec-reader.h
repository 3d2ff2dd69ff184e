// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_READER_H
#define VNLAB_SPEC_READER_H

#include "model/spec/specification.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// The file formats of a specification.
enum class SpecFormat
{
    kGraphMl, ///< GraphML 1.0
    kDot,     ///< Graphviz DOT
};

/// A specification and what was noteworthy, but not wrong, in its source.
struct ReadResult
{
    Specification specification;
    std::vector<std::string>
        warnings; ///< parallel edges, self-loops, doubtful labels …, each named
};

/**
 * @brief Reads a specification from text. Pure: opens no file.
 * @param text the whole content of the file
 * @param format how to read it
 * @param fileName used in diagnostics only
 * @return the specification
 * @throws InputError naming every problem: syntax, a VM named twice, an edge to a VM that does not
 *         exist, a label with a bad value, an edge that `deny` forbids, `max_links` exceeded
 */
ReadResult ReadSpecification(std::string_view text, SpecFormat format, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_READER_H
