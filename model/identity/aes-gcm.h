// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_AES_GCM_H
#define VNLAB_AES_GCM_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// Sizes and bytes of AES-128-GCM (NIST SP 800-38D).
namespace aesgcm
{
constexpr size_t kTag = 16; ///< what proves that text and associated data are the sender's
using Key = std::array<uint8_t, 16>;
using Nonce = std::array<uint8_t, 12>; ///< never twice with one key
} // namespace aesgcm

/**
 * @brief Encrypts a text in place, and authenticates it with what goes along in clear.
 * @param text the plain text, and behind it room for the tag, kTag bytes
 * @param associated what is authenticated and not encrypted
 * @throws GnutlsError where the library lacks the cipher
 * @throws std::logic_error where there is no room for the tag
 */
void AesGcmSeal(std::span<uint8_t> text,
                const aesgcm::Key& key,
                const aesgcm::Nonce& nonce,
                std::span<const uint8_t> associated);

/**
 * @brief Decrypts in place what AesGcmSeal made.
 * @param sealed the cipher text, and behind it the tag
 * @return false, with the text of no use, where the tag is not that of text, associated data, nonce and key,
 *         or is not there
 * @throws GnutlsError as AesGcmSeal
 */
[[nodiscard]] bool AesGcmOpen(std::span<uint8_t> sealed,
                              const aesgcm::Key& key,
                              const aesgcm::Nonce& nonce,
                              std::span<const uint8_t> associated);

} // namespace ns3::vnlab

#endif // VNLAB_AES_GCM_H
