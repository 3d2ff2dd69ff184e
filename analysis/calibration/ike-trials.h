// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_TRIALS_H
#define VNLAB_IKE_TRIALS_H

#include "analysis/calibration/trial.h"

#include <vector>

namespace ns3::vnlab
{

/// IKEv2 as the model's ends do it: four messages, with a shared secret and X25519.
/// @throws GnutlsError also from the samplers
std::vector<Trial> MakeIkeTrials();

} // namespace ns3::vnlab

#endif // VNLAB_IKE_TRIALS_H
