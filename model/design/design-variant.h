// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DESIGN_VARIANT_H
#define VNLAB_DESIGN_VARIANT_H

#include "model/control/plane/ordered-plane.h"
#include "model/design/design.h"

#include <optional>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// A design with other parts or parameters under a name of its own, as scenario files write it: a
/// value.
struct DesignVariant
{
    std::string name;
    std::string design;          ///< of a registered Design
    std::string control{};       ///< of a ControlPlaneKind; empty: the design's
    std::string encapsulation{}; ///< of an Encapsulation; empty: the design's, which may be none
    KeysByKind designKeys{};     ///< by design; one that is missing is as the design has it
    KeysByKind controlKeys{};    ///< by control plane; one that is missing has its defaults
    UpdateKeys updates{};
};

/// Why a variant cannot be: a key of it, and what that is and should be.
struct VariantObjection
{
    std::string_view key;
    std::string problem; ///< "is …; accepted are …"
};

/// Names the parts that a variant leaves to its design. Of an unknown design, nothing.
void CompleteVariant(DesignVariant& variant);

/// @return why rules of a design cannot get to their places by a control plane; nothing where they can
std::optional<std::string> ObjectionToControl(const Design& design, std::string_view control);

/// @return why a design cannot have a tunnel format; nothing where it can
std::optional<std::string> ObjectionToEncapsulation(const Design& design,
                                                    std::string_view encapsulation);

/// @return why a design's changes cannot reach their places in an order; nothing where they can
std::optional<std::string> ObjectionToOrder(const Design& design,
                                            const ControlPlaneKind& control,
                                            UpdateOrder order);

/// @return what a variant's design cannot use. Of an unknown design, nothing
std::optional<VariantObjection> ObjectionTo(const DesignVariant& variant);

} // namespace ns3::vnlab

#endif // VNLAB_DESIGN_VARIANT_H
