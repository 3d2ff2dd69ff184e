// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_TSHARK_H
#define VNLAB_TEST_TSHARK_H

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// @return whether tshark can be run; tests that need it skip where it cannot
bool TsharkAvailable();

/**
 * @brief What tshark, an independent dissector, reads in a capture.
 *
 * Checksums of IPv4, UDP and TCP are verified; ICMP's and GRE's always are.
 * @param pcapPath a capture file
 * @param preferences of tshark besides, such as "esp.enable_encryption_decode:TRUE"
 * @return the layers of each packet, in order: layer name to fields ("vxlan" to "vxlan.vni" to
 *         "0x000064"). A layer that a packet has twice is an array, outermost first.
 * @throws std::runtime_error where tshark cannot be run or refuses the file
 */
std::vector<nlohmann::json> Dissect(const std::string& pcapPath,
                                    const std::vector<std::string>& preferences = {});

/// Protocols that end a packet of ordinary traffic, as tshark names them.
inline const std::set<std::string> kOrdinaryInnermost{"arp", "icmp", "tcp", "udp"};

/**
 * @brief What is wrong with dissected packets.
 * @param packets from Dissect
 * @param innermost protocols that a packet may end in, opaque payload behind them aside. A tunnel
 *        that tshark did not recognise ends too early, in "udp" or "gre": leave out those that are
 *        only on the way.
 * @return a line for each thing wrong: a packet that is malformed or cut, one with a bad checksum
 *         or an error found by a dissector, one that ends in another protocol. Empty where all is
 *         fine
 */
std::vector<std::string> Problems(const std::vector<nlohmann::json>& packets,
                                  const std::set<std::string>& innermost = kOrdinaryInnermost);

/**
 * @brief What is wrong with the packets of a capture: Problems of what Dissect reads.
 * @throws std::runtime_error as Dissect
 */
std::vector<std::string> Problems(const std::string& pcapPath,
                                  const std::set<std::string>& innermost = kOrdinaryInnermost);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_TSHARK_H
