// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_KEY_H
#define VNLAB_HOST_KEY_H

#include "model/change/change-kind.h"
#include "model/dice-purpose.h"

#include <optional>
#include <string>

namespace ns3::vnlab
{

/// @return why a text is neither a host's number nor "random", under the key `host`
std::optional<ChangeObjection> ObjectionToHost(const Topology& topology, const std::string& text);

/// @param text a host's number, or "random": of those that have failed, or of those that have not
/// @throws std::invalid_argument where there is none to choose from
HostId ChooseHost(const ChangeSetting& setting,
                  const std::string& text,
                  const DicePurpose& purpose,
                  bool hasFailed);

} // namespace ns3::vnlab

#endif // VNLAB_HOST_KEY_H
