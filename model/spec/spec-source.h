// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_SOURCE_H
#define VNLAB_SPEC_SOURCE_H

#include "model/key/key-visitor.h"
#include "model/spec/spec-generator.h"

#include <optional>
#include <string>

namespace ns3::vnlab
{

/// Where a specification comes from: exactly one of the two.
struct SpecSource
{
    std::string file; ///< GraphML or DOT, relative to the scenario file
    std::optional<GeneratorRequest> generate;
};

/// Visits the keys `spec` and `generate`. @param like what both have in common
void VisitSource(KeyVisitor& keys, SpecSource& source, const Key& like);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_SOURCE_H
