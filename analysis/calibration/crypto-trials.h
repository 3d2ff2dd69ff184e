// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CRYPTO_TRIALS_H
#define VNLAB_CRYPTO_TRIALS_H

#include "analysis/calibration/trial.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Cryptography as GnuTLS does it here: Ed25519 with a key at hand, a VM's certificate read
 * and verified against its root, and AES-128-GCM with a key at hand and a fresh nonce.
 * @throws GnutlsError also from the samplers
 */
std::vector<Trial> MakeCryptoTrials();

} // namespace ns3::vnlab

#endif // VNLAB_CRYPTO_TRIALS_H
