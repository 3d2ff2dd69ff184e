// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LOCATION_COMPILER_H
#define VNLAB_LOCATION_COMPILER_H

#include "model/design/segment-compiler.h"

#include <memory>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// A host with vNICs on a path knows every remote vNIC on it, or asks where one is.
class LocationCompiler : public SegmentCompiler
{
  public:
    std::optional<Scope::Kind> OnDemand() const override;
    std::optional<Scope> ScopeWith(const TenantView& view, const Miss& miss) const override;
    std::unique_ptr<Compiler> WithGateways(std::vector<ServerId> gateways) const override;

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

#endif // VNLAB_LOCATION_COMPILER_H
