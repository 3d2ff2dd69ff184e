// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPILER_H
#define VNLAB_COMPILER_H

#include "model/cloud/tenant-view.h"
#include "model/rule/miss.h"
#include "model/rule/rule.h"

#include <memory>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Which rules, where: the first part of a design. Pure.
 *
 * The rules of a tenant are the union of the rules of its scopes. Law (property-tested for every
 * registered design): for any two versions, a scope whose rules differ is among AffectedScopes, so
 * applying deltas one after another leaves exactly the rules of a fresh compile.
 */
class Compiler
{
  public:
    virtual ~Compiler() = default;

    /// @return every scope of a version, each once
    virtual std::vector<Scope> AllScopes(const TenantView& view) const = 0;

    /// @return every scope whose rules may differ between the versions; repeats are harmless
    virtual std::vector<Scope> AffectedScopes(const TenantView& before,
                                              const TenantView& after,
                                              const ViewDelta& delta) const = 0;

    /// @return whether rules depend on which links and servers of the substrate are up; false by default:
    ///         then their failures make no version of a tenant
    virtual bool ReadsSubstrate() const;

    /// Appends the rules of a scope; none where the version does not have it. Two scopes may cause
    /// the same rule; it goes when the last of them goes.
    virtual void Compile(const TenantView& view,
                         const Scope& scope,
                         std::vector<Rule>& rules) const = 0;

    /**
     * @return the kind of the scopes whose rules places can do without until they look for one of them;
     *         nothing, which is the default: there is none
     *
     * Law: what control planes bring on demand are rules of a fresh compile, and every packet ends as
     * where all of them were pushed.
     */
    virtual std::optional<Scope::Kind> OnDemand() const;

    /// @return the scope of that kind that causes the entry; nothing where no scope of the version does,
    ///         nor by default
    virtual std::optional<Scope> ScopeWith(const TenantView& view, const Miss& miss) const;

    /**
     * @return the compiler without those scopes, for a cloud whose gateways have what is in them: gateways
     *         know every vNIC, and hosts the gateways. nullptr, which is the default: it has no such scopes
     * @param gateways servers inside the provider; those that have failed have no rules
     */
    virtual std::unique_ptr<Compiler> WithGateways(std::vector<ServerId> gateways) const;
};

} // namespace ns3::vnlab

#endif // VNLAB_COMPILER_H
