// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TLS_RECORD_H
#define VNLAB_TLS_RECORD_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief TLS 1.3 (RFC 8446) as far as a network sees it: records of the right length.
 *
 * Nothing is encrypted; the ciphertext is zeros.
 */
namespace tls
{

/// Plaintext of a record, at most: section 5.1.
constexpr uint32_t kMostPlaintext = 1 << 14;
/// What a record adds: header, content type and AEAD tag; section 5.2.
constexpr uint32_t kRecordOverhead = 5 + 1 + 16;

/// The flights of a handshake of one round trip with an Ed25519 certificate each way; section 2.
/// Typical sizes, before encryption (assumption).
constexpr uint32_t kClientHello = 250;
constexpr uint32_t kServerFlight = 900;   ///< ServerHello … Finished
constexpr uint32_t kClientFinished = 750; ///< Certificate … Finished

/// @param plaintext bytes, at most kMostPlaintext
/// @return a record of type application_data
Ptr<Packet> MakeRecord(uint32_t plaintext);

/// @param plaintext bytes of a message, any number
/// @return as many records as it needs, one after the other: full ones and the rest
Ptr<Packet> MakeRecords(uint32_t plaintext);

} // namespace tls

} // namespace ns3::vnlab

#endif // VNLAB_TLS_RECORD_H
