// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GENEVE_ENCAPSULATION_H
#define VNLAB_GENEVE_ENCAPSULATION_H

#include "model/dataplane/encapsulation/encapsulation.h"

namespace ns3::vnlab
{

/**
 * @brief GENEVE (RFC 8926) as Linux's geneve device speaks it: UDP port 6081, no UDP checksum over
 * IPv4, protocol type 0x6558, no options.
 *
 * Options are skipped by their stated length, unread. Refused are a version other than 0, another
 * protocol type, options that the packet does not hold, and the C flag: no critical option is known
 * here (RFC 8926 §3.4). As in Linux, reserved bits are ignored and so is the O flag, though §3.4
 * keeps control packets from being forwarded.
 *
 * Other than in Linux, which draws from 1 to 65534, source ports are EntropyPort()'s: a dissector
 * that knows a low source port would read the packet as that protocol's.
 * @return the one object of this format
 */
const Encapsulation& GeneveEncapsulation();

} // namespace ns3::vnlab

#endif // VNLAB_GENEVE_ENCAPSULATION_H
