// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ALLOW_KEY_H
#define VNLAB_ALLOW_KEY_H

#include "model/change/change-kind.h"

#include <optional>
#include <string>

namespace ns3::vnlab
{

/// Visits the key `allow`: services as the label of specifications lists them. @param value empty:
/// everything
void VisitAllow(KeyVisitor& keys, const Key& like, std::string& value);

/// @return why a text is no list of services
std::optional<ChangeObjection> ObjectionToAllow(const std::string& text);

} // namespace ns3::vnlab

#endif // VNLAB_ALLOW_KEY_H
