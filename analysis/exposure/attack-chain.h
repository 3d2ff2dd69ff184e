// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACK_CHAIN_H
#define VNLAB_ATTACK_CHAIN_H

#include "model/spec/reachability.h"

#include <cstdint>
#include <optional>
#include <vector>

/**
 * @file
 * Lateral movement that scans blindly as an absorbing Markov chain, independent of packets.
 *
 * Model: time is rounds, one per scan interval. In each round every VM that was compromised before
 * the round makes one attempt at a VM drawn uniformly from all other VMs of the cloud. An attempt at
 * a VM that it reaches compromises it with probability p; any other attempt is lost.
 *
 * The chain is exact. Its states are the sets of compromised VMs where the closure of the foothold
 * holds at most kMaxSubsetVms VMs, and the number of compromised VMs where all of them reach each
 * other in one step and are at most kMaxGroupVms (O(g³) for g VMs). Other relations have too many
 * states: std::nullopt. A probability outside [0, 1], or a relation with tenantOf, throws
 * std::invalid_argument.
 */

namespace ns3::vnlab
{

inline constexpr uint32_t kMaxSubsetVms = 11; ///< with the foothold: 1,024 states
inline constexpr uint32_t kMaxGroupVms = 1000;

/// @return the expected number of compromised VMs, foothold included, after 0, 1, …, rounds rounds
std::optional<std::vector<double>> ExpectedCompromised(const Reachability& reachability,
                                                       VmId foothold,
                                                       double success,
                                                       uint32_t rounds);

/// @return the expected number of rounds until @p target is compromised; +infinity if it never is
std::optional<double> ExpectedRoundsToTarget(const Reachability& reachability,
                                             VmId foothold,
                                             VmId target,
                                             double success);

} // namespace ns3::vnlab

#endif // VNLAB_ATTACK_CHAIN_H
