// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/possession.h"

namespace ns3::vnlab
{

namespace
{

/// What is signed: a hash that stands for nothing else that a key may sign.
DerivedBytes
SignedText(const Uuid& claimed, const Challenge& challenge)
{
    return Derive("vnlab attach", {challenge.nonce, claimed.bytes});
}

} // namespace

Challenge
MakeChallenge(uint64_t seed, VmId vm, uint32_t attachment)
{
    return {Derive("vnlab challenge",
                   {BytesOf(seed), BytesOf(uint64_t{vm.value}), BytesOf(uint64_t{attachment})})};
}

Signature
AnswerChallenge(const SigningKey& key, const Uuid& claimed, const Challenge& challenge)
{
    return key.Sign(SignedText(claimed, challenge));
}

bool
ProvesPossession(const PublicKey& key,
                 const Uuid& claimed,
                 const Challenge& challenge,
                 std::span<const uint8_t> answer)
{
    return VerifySignature(key, SignedText(claimed, challenge), answer);
}

} // namespace ns3::vnlab
