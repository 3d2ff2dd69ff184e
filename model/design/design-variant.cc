// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/design-variant.h"

#include "model/dataplane/encapsulation/encapsulation.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

std::string
Quoted(std::string_view name)
{
    return "\"" + std::string(name) + "\"";
}

} // namespace

void
CompleteVariant(DesignVariant& variant)
{
    if (const Design* design = FindDesign(variant.design))
    {
        variant.control = variant.control.empty() ? design->GetControlPlane() : variant.control;
        variant.encapsulation =
            variant.encapsulation.empty() ? design->GetEncapsulation() : variant.encapsulation;
    }
}

std::optional<std::string>
ObjectionToControl(const Design& design, std::string_view control)
{
    const ControlPlaneKind* chosen = FindControlPlaneKind(control);
    if (chosen && design.CanUse(*chosen))
    {
        return std::nullopt;
    }
    std::string accepted;
    for (const ControlPlaneKind* kind : AllControlPlaneKinds())
    {
        if (design.CanUse(*kind))
        {
            accepted += (accepted.empty() ? "" : ", ") + Quoted(kind->Name());
        }
    }
    return "is " + Quoted(control) + ", which " + Quoted(design.Name()) +
           " cannot use; accepted are " + accepted;
}

std::optional<std::string>
ObjectionToEncapsulation(const Design& design, std::string_view encapsulation)
{
    const Encapsulation* const format = FindEncapsulation(encapsulation);
    const bool hasChoice = !design.GetEncapsulation().empty();
    if (encapsulation == design.GetEncapsulation() ||
        (hasChoice && format && design.CanUse(*format)))
    {
        return std::nullopt;
    }
    if (hasChoice)
    {
        std::string accepted;
        for (const Encapsulation* other : AllEncapsulations())
        {
            accepted += !design.CanUse(*other)
                          ? ""
                          : (accepted.empty() ? "" : ", ") + Quoted(other->Name());
        }
        return "is " + Quoted(encapsulation) + ", which " + Quoted(design.Name()) +
               " cannot use; accepted are " + accepted;
    }
    std::string designs;
    for (const Design* other : AllDesigns())
    {
        designs += other->GetEncapsulation().empty()
                     ? ""
                     : (designs.empty() ? "" : ", ") + Quoted(other->Name());
    }
    return "is " + Quoted(encapsulation) + ", and " + Quoted(design.Name()) +
           " has no choice of tunnel formats; accepted is only with design = " + designs;
}

std::optional<std::string>
ObjectionToOrder(const Design& design, const ControlPlaneKind& control, UpdateOrder order)
{
    if (order == UpdateOrder::kNaive)
    {
        return std::nullopt;
    }
    if (control.GetSupply() != RuleSupply::kAll)
    {
        return "is in an order, and " + Quoted(control.Name()) +
               " brings rules when somebody asks for them; accepted is order = \"naive\"";
    }
    if (order == UpdateOrder::kTwoPhase && !design.KeepsVersionsApart())
    {
        return "is in two phases, and no packet of " + Quoted(design.Name()) +
               " says which version of the rules it follows; accepted are order = \"naive\", "
               "\"add-before-remove\"";
    }
    return std::nullopt;
}

std::optional<VariantObjection>
ObjectionTo(const DesignVariant& variant)
{
    const Design* design = FindDesign(variant.design);
    if (!design)
    {
        return std::nullopt;
    }
    DesignVariant complete = variant;
    CompleteVariant(complete);
    const OwnKeys* own = variant.designKeys.Find(variant.design);
    const std::unique_ptr<const Design> varied =
        own && !own->IsEmpty() ? design->Vary({design->Name(), design->GetEncapsulation(), *own})
                               : nullptr;
    design = varied ? varied.get() : design;
    if (auto problem = ObjectionToControl(*design, complete.control))
    {
        return VariantObjection{"control", std::move(*problem)};
    }
    if (auto problem = ObjectionToEncapsulation(*design, complete.encapsulation))
    {
        return VariantObjection{"encapsulation", std::move(*problem)};
    }
    const ControlPlaneKind& control = *FindControlPlaneKind(complete.control);
    if (auto problem = ObjectionToOrder(*design, control, complete.updates.order))
    {
        return VariantObjection{"updates", std::move(*problem)};
    }
    return std::nullopt;
}

} // namespace ns3::vnlab
