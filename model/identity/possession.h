// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_POSSESSION_H
#define VNLAB_POSSESSION_H

#include "model/identity/signing-key.h"
#include "model/identity/uuid.h"
#include "model/ids.h"

#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// What a host asks a VM to sign, so that it shows that it has the private key of its certificate
/// and does not replay what another VM once signed. Used once.
struct Challenge
{
    DerivedBytes nonce{};

    bool operator==(const Challenge&) const = default;
};

/**
 * @return the challenge to a VM that attaches for the n-th time, from 0: never the same one twice.
 *         It depends on nothing else, so that VMs may be challenged in any order.
 */
Challenge MakeChallenge(uint64_t seed, VmId vm, uint32_t attachment);

/// @return what a VM that attaches as `claimed` answers: the signature over purpose, nonce and UUID
Signature AnswerChallenge(const SigningKey& key, const Uuid& claimed, const Challenge& challenge);

/// @return whether the answer to the challenge comes from the owner of the key
bool ProvesPossession(const PublicKey& key,
                      const Uuid& claimed,
                      const Challenge& challenge,
                      std::span<const uint8_t> answer);

} // namespace ns3::vnlab

#endif // VNLAB_POSSESSION_H
