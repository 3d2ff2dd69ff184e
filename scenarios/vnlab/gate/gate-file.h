// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATE_FILE_H
#define VNLAB_GATE_FILE_H

#include "analysis/compare/gate.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// A gate and where it stands.
struct PlacedGate
{
    Gate gate;
    std::string place; ///< "gates.toml:3", for messages
};

/**
 * @brief Reads [[gates]] from TOML.
 * @param fileName used in messages
 * @param designs whose names are known
 * @throws InputError with everything that is wrong, each with its place and the nearest known name
 */
std::vector<PlacedGate> ParseGates(std::string_view text,
                                   const std::string& fileName,
                                   const std::vector<std::string>& designs);

} // namespace ns3::vnlab

#endif // VNLAB_GATE_FILE_H
