// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VXLAN_ENCAPSULATION_H
#define VNLAB_VXLAN_ENCAPSULATION_H

#include "model/dataplane/encapsulation/encapsulation.h"

namespace ns3::vnlab
{

/**
 * @brief VXLAN (RFC 7348) as Linux's vxlan device speaks it: UDP port 4789, checksum on, flags 0x08.
 *
 * Refused are headers without the I flag, and those with a reserved bit: RFC 7348 §5 would ignore
 * such bits, Linux drops.
 * @return the one object of this format
 */
const Encapsulation& VxlanEncapsulation();

} // namespace ns3::vnlab

#endif // VNLAB_VXLAN_ENCAPSULATION_H
