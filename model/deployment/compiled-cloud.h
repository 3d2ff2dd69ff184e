// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPILED_CLOUD_H
#define VNLAB_COMPILED_CLOUD_H

#include "model/cloud/view-step.h"
#include "model/design/design.h"
#include "model/rule/miss.h"
#include "model/rule/pushed-part.h"
#include "model/rule/rule-store.h"
#include "model/rule/whole-compiler.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// What the next version of some networks means.
struct CompiledChange
{
    Recompilation rules;
    std::vector<RuleDelta> onDemand; ///< what places may have asked for, by tenant
    std::vector<ViewDelta> deltas;   ///< by tenant, in the order in which they were given
};

/**
 * @brief What a design makes of the tenants' networks as they are: all rules that it wants installed,
 * and those that places may ask for.
 *
 * Says whether a design can serve them. Operations act on what it says, and `vnlab check` asks without
 * acting. Nothing here is simulated.
 */
class CompiledCloud : public RulesOnDemand
{
  public:
    /// Told of the rules of one tenant after another.
    using Added = std::function<void(const RuleDelta& rules)>;

    /// @param design outlives this
    /// @param supply which rules places are given, and which gateways have the others
    CompiledCloud(const Design& design,
                  const Supply& supply,
                  Recompute recompute = Recompute::kAffected);

    /**
     * @brief Compiles the first networks.
     * @param views by TenantId
     * @throws std::invalid_argument where the design cannot serve them
     * @throws RuleConflict where rules contradict
     */
    void Begin(std::vector<TenantView> views, const Added& added);

    /**
     * @brief Goes on to the next networks of some tenants.
     * @throws std::invalid_argument,RuleConflict as Begin; then everything stays as it was
     */
    CompiledChange Change(std::vector<ViewStep> next);

    /// The same where nobody says what differs.
    CompiledChange Change(std::vector<TenantView> next);

    /// @return the networks as they are, by TenantId
    std::span<const TenantView> Views() const;
    const RuleStore& Store() const;

    /// @return as Compiler::ReadsSubstrate
    bool ReadsSubstrate() const;

    std::vector<Rule> RulesFor(const Miss& miss) const override;
    std::optional<HostId> HostOf(VnicId vnic) const override;

    /// @throws std::invalid_argument where the design cannot serve some networks
    void CheckObjection(std::span<const TenantView> views) const;

  private:
    void CheckObjection(const ViewStep& next) const;
    const Compiler& Pushed() const;
    const TenantView& ViewOf(VnicId vnic) const;

    const Design& m_design;
    std::unique_ptr<Compiler> m_whole;
    std::unique_ptr<Compiler> m_pushed; ///< nullptr: all of it
    Recompute m_recompute;
    std::vector<TenantView> m_views;
    RuleStore m_store;
};

} // namespace ns3::vnlab

#endif // VNLAB_COMPILED_CLOUD_H
