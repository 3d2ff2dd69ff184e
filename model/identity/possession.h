// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_POSSESSION_H
#define VNLAB_POSSESSION_H

#include "model/identity/signing-key.h"
#include "model/identity/uuid.h"

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

/// Makes a host's challenges: same seed, same sequence; never the same one twice.
class ChallengeSource
{
  public:
    /// @param seed different for each host
    explicit ChallengeSource(uint64_t seed)
        : m_seed(seed)
    {
    }

    Challenge Next();

  private:
    uint64_t m_seed;
    uint64_t m_made{0};
};

/// @return what a VM that attaches as `claimed` answers: the signature over purpose, nonce and UUID
Signature AnswerChallenge(const SigningKey& key, const Uuid& claimed, const Challenge& challenge);

/// @return whether the answer to the challenge comes from the owner of the key
bool ProvesPossession(const PublicKey& key,
                      const Uuid& claimed,
                      const Challenge& challenge,
                      std::span<const uint8_t> answer);

} // namespace ns3::vnlab

#endif // VNLAB_POSSESSION_H
