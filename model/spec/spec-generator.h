// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_GENERATOR_H
#define VNLAB_SPEC_GENERATOR_H

#include "model/spec/specification.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// What to generate. Fields that a kind does not use are ignored by it.
struct GeneratorRequest
{
    std::string kind;        ///< a name from Generators()
    uint32_t vms{0};         ///< how many VMs, at least 1
    uint32_t degree{4};      ///< `random`: mean number of links of a VM
    uint32_t controllers{1}; ///< `sdn-control`: how many of the VMs are controllers
    TunnelProtocol protocol{TunnelProtocol::kVxlan};
    uint64_t seed{1}; ///< `random`: the same seed gives the same graph on every machine
};

/// A generator as `vnlab list` shows it.
struct GeneratorInfo
{
    std::string_view name;
    std::string_view description; ///< one line
};

/// @return all generators: full-mesh, star, ring, three-tier, sdn-control, random, service-chain
std::span<const GeneratorInfo> Generators();

/**
 * @brief Makes a specification of a known shape.
 * @throws std::invalid_argument where the kind is unknown or the numbers do not fit it, saying what
 *         is accepted
 */
Specification GenerateSpecification(const GeneratorRequest& request);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_GENERATOR_H
