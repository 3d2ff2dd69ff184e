// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_DISSECTED_FIELDS_H
#define VNLAB_TEST_DISSECTED_FIELDS_H

#include "model/wire/geneve-header.h"
#include "test/wire/wire-bytes.h"

#include <nlohmann/json.hpp>
#include <string>

/**
 * All fields that tshark 4.0 shows of a header, as test::Dissect returns them, written from the
 * formats' definitions.
 */
namespace ns3::vnlab::test
{

/// @param length of the packet, in bytes
/// @param protocol inside
/// @param checksum that is right
nlohmann::json OuterIpv4Fields(size_t length,
                               const std::string& protocol,
                               const std::string& checksum);

nlohmann::json NvgreFields(uint32_t vsid, uint8_t flowId);

nlohmann::json GeneveFields(const GeneveHeader& geneve);

/// ESP that has been decrypted.
/// @param inner,sealed Ethernet frames without and with ESP
nlohmann::json EspFields(const Bytes& inner, const Bytes& sealed, uint32_t spi, uint32_t sequence);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_DISSECTED_FIELDS_H
