// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOOD_COMPILER_H
#define VNLAB_FLOOD_COMPILER_H

#include "model/design/segment-compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// A host with vNICs on a path floods to every other host with vNICs on it.
class FloodCompiler : public SegmentCompiler
{
  private:
    void AddSegments(const TenantView& view, std::vector<Scope>& scopes) const override;
    void AddChanged(const TenantView& with,
                    const TenantView& without,
                    VnicId vnic,
                    std::vector<Scope>& scopes) const override;
    void CompileSegment(const TenantView& view,
                        const Scope& scope,
                        std::vector<Rule>& rules) const override;
};

} // namespace ns3::vnlab

#endif // VNLAB_FLOOD_COMPILER_H
