// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_COMPILER_H
#define VNLAB_FLOW_COMPILER_H

#include "model/rule/compiler.h"

#include <optional>

namespace ns3::vnlab
{

/// Compiles each virtual link to flows (kFlowTable). A place can do without them until a packet misses one,
/// and then gets all that the packet's link causes.
class FlowCompiler : public Compiler
{
  public:
    std::optional<Scope::Kind> OnDemand() const override;

    /// @param miss of a flow that names the addresses of two vNICs on the asker's path
    std::optional<Scope> ScopeWith(const TenantView& view, const Miss& miss) const override;
};

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_COMPILER_H
