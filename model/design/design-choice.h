// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DESIGN_CHOICE_H
#define VNLAB_DESIGN_CHOICE_H

#include "model/design/design-variant.h"
#include "model/rule/whole-compiler.h"

#include <memory>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief A design and the parts that it works with, each set: what a Deployment is made of. A value.
 */
class DesignChoice
{
  public:
    /// A design with its own parts: any Design can stand where a choice is asked for.
    /// @param design outlives the choice
    /// @throws std::invalid_argument where there is no control plane of the name that it gives
    DesignChoice(const Design& design);

    /// @throws std::invalid_argument where the design or a part is unknown or cannot be used
    explicit DesignChoice(const DesignVariant& variant);

    /**
     * @brief Chooses another control plane.
     * @param name of a ControlPlaneKind
     * @param keys of that kind; nullptr: its defaults
     * @throws std::invalid_argument where there is none of that name, with those that there are, or
     *         the design cannot use it
     */
    void SetControlPlane(std::string_view name, const OwnKeys* keys = nullptr);

    /**
     * @brief Chooses another tunnel format.
     * @param name of an Encapsulation
     * @throws std::invalid_argument where there is none of that name, with those that there are, or
     *         the design takes none
     */
    void SetEncapsulation(std::string_view name);

    /// Chooses how changes reach their places. @throws std::invalid_argument where they cannot so
    void SetUpdates(const UpdateKeys& updates);

    /// Chooses what is computed anew for a change. What is wanted does not depend on it.
    void SetRecompute(Recompute recompute);

    const Design& GetDesign() const;
    OnRefusal GetOnRefusal() const;
    Recompute GetRecompute() const;

    /// Says which servers forward, where the control plane works with such.
    void SetGateways(std::vector<ServerId> gateways);

    /// @return which rules its control plane is to be given; the others it brings itself
    Supply GetSupply() const;

    /// @return the control plane of one run
    std::unique_ptr<ControlPlane> MakeControlPlane(const ControlPlaneSetting& setting) const;

  private:
    void Vary(std::string_view name, std::string_view encapsulation, const OwnKeys& keys);

    std::shared_ptr<const Design> m_design; // one that is registered, or a caller's, is not owned
    const ControlPlaneKind* m_control;
    std::shared_ptr<const OwnKeys> m_controlKeys;
    UpdateKeys m_updates;
    Recompute m_recompute{Recompute::kAffected};
    std::vector<ServerId> m_gateways;
};

} // namespace ns3::vnlab

#endif // VNLAB_DESIGN_CHOICE_H
