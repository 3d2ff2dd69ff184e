// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ISOLATION_H
#define VNLAB_ISOLATION_H

#include "model/spec/specification.h"

#include <set>
#include <string>

namespace ns3::vnlab
{

/// @return the specification without the links of some VMs; they and those at the other ends keep their vNICs
/// @param vms names; those that it does not have are passed over
Specification Isolated(const Specification& specification, const std::set<std::string>& vms);

} // namespace ns3::vnlab

#endif // VNLAB_ISOLATION_H
