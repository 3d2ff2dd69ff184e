// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEGMENT_COMPILER_H
#define VNLAB_SEGMENT_COMPILER_H

#include "model/rule/compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// What compilers for VTEPs share: the port of each vNIC, the next hops of service chains, and which scopes
/// a vNIC's coming or going concerns.
class SegmentCompiler : public Compiler
{
  public:
    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    /// Appends all scopes but those of the vNICs themselves.
    virtual void AddSegments(const TenantView& view, std::vector<Scope>& scopes) const = 0;

    /// Appends the scopes beside its own that concern a vNIC as one of two versions has it and the
    /// other does not, or not there, or in a segment of another number.
    virtual void AddChanged(const TenantView& with,
                            const TenantView& without,
                            VnicId vnic,
                            std::vector<Scope>& scopes) const = 0;

    virtual void CompileSegment(const TenantView& view,
                                const Scope& scope,
                                std::vector<Rule>& rules) const = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_SEGMENT_COMPILER_H
