// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PERMITTED_SERVICES_H
#define VNLAB_PERMITTED_SERVICES_H

#include "model/spec/specification.h"

#include <algorithm>
#include <span>

namespace ns3::vnlab
{

/// @param allow of a link: empty means everything
/// @return whether a link permits all packets of a service
inline bool
Permits(std::span<const Service> allow, const Service& service)
{
    return allow.empty() ||
           std::ranges::any_of(allow,
                               [&service](const Service& allowed)
                               {
                                   return allowed.ipProtocol == service.ipProtocol &&
                                          (allowed.port == 0 || allowed.port == service.port);
                               });
}

} // namespace ns3::vnlab

#endif // VNLAB_PERMITTED_SERVICES_H
