// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ONE_NETWORK_H
#define VNLAB_ONE_NETWORK_H

#include "model/cloud/tenant-view.h"

#include <optional>
#include <span>
#include <string>

namespace ns3::vnlab
{

/// @return which address two VMs have, or a VM and the provider, under a design that has one network for
///         all; nothing where there is none
/// @param design its name
std::optional<std::string> ObjectionToAddresses(const std::string& design,
                                                std::span<const TenantView> tenants);

/// @return the same of a tenant about which there was no objection before. What is on one path has
///         addresses of its own there
std::optional<std::string> ObjectionToAddedAddresses(const std::string& design,
                                                     const TenantView& after,
                                                     const ViewDelta& delta);

} // namespace ns3::vnlab

#endif // VNLAB_ONE_NETWORK_H
