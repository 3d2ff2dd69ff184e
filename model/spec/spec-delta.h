// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_DELTA_H
#define VNLAB_SPEC_DELTA_H

#include "model/spec/specification.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What differs between two versions of a specification; every list is sorted and without repeats.
struct SpecDelta
{
    std::vector<std::string> addedVms;
    std::vector<std::string> removedVms;
    std::vector<NamedLink> addedLinks;   ///< a changed link is one removed and one added
    std::vector<NamedLink> removedLinks; ///< includes the links of removed VMs

    bool Empty() const;
};

/// How a version of a specification comes from the one before.
struct SpecStep
{
    const Specification* before;
    SpecDelta delta;
};

/// @return the links of a specification by name, sorted
std::vector<NamedLink> NamedLinks(const Specification& specification);

/// @return what turns the old version into the new one
SpecDelta Diff(const Specification& before, const Specification& after);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_DELTA_H
