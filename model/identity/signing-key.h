// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SIGNING_KEY_H
#define VNLAB_SIGNING_KEY_H

#include "model/identity/derivation.h"
#include "model/identity/gnutls-handle.h"

#include <array>
#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// An Ed25519 public key (RFC 8032).
using PublicKey = std::array<uint8_t, 32>;
/// An Ed25519 signature (RFC 8032).
using Signature = std::array<uint8_t, 64>;

/// An Ed25519 private key. Small and copyable: GnuTLS's own handles are made when needed.
class SigningKey
{
  public:
    /// @param secret the 32 bytes that RFC 8032 section 5.1.5 calls the private key
    /// @throws GnutlsError
    explicit SigningKey(const DerivedBytes& secret);

    const PublicKey& Public() const
    {
        return m_public;
    }

    /// @return the signature, which the key and the message determine (RFC 8032)
    /// @throws GnutlsError
    Signature Sign(std::span<const uint8_t> message) const;

    /// @return the key as GnuTLS's functions take it
    PrivateKeyHandle MakePrivateKey() const;

  private:
    DerivedBytes m_secret;
    PublicKey m_public;
};

/// @return whether the signature over the message is that of the key; false for any bad bytes
bool VerifySignature(const PublicKey& key,
                     std::span<const uint8_t> message,
                     std::span<const uint8_t> signature);

} // namespace ns3::vnlab

#endif // VNLAB_SIGNING_KEY_H
