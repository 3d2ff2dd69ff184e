// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TLS_TRIALS_H
#define VNLAB_TLS_TRIALS_H

#include "analysis/calibration/trial.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What a control channel costs one of its ends: a TLS 1.3 handshake, and a record of 300 bytes,
 * an update of some rules. Both ends are timed together, and do the same: each has half.
 * @throws GnutlsError, std::system_error; also the samplers
 */
std::vector<Trial> MakeTlsTrials();

} // namespace ns3::vnlab

#endif // VNLAB_TLS_TRIALS_H
