// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STEERING_H
#define VNLAB_STEERING_H

#include "model/spec/specification.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace ns3::vnlab
{

/**
 * @brief Leads what the ends of a chain say to each other through its other VMs: LinkSpec::via of the link
 * that joins the ends on path 0, which is added where there is none.
 * @param chain VMs, each once; of two, nothing is led
 * @return in words what is wrong, beginning with a verb; nothing where all is well
 */
std::optional<std::string> SteerChain(SpecGraph& graph,
                                      std::span<const SpecGraph::vertex_descriptor> chain);

/// @return what is wrong with the links between a chain's neighbours once all chains are steered, as above
std::optional<std::string> ProblemOfHops(const SpecGraph& graph,
                                         std::span<const SpecGraph::vertex_descriptor> chain);

/// @return how many links go straight
uint64_t CountDirectLinks(const SpecGraph& graph);

/// @return how many links go straight and are between neighbours of a chain, so that the chain says them
uint64_t CountHops(const SpecGraph& graph);

/// Removes the links that are led through VMs, or over links between these, that are there no longer.
void RemoveBrokenChains(Specification& specification);

} // namespace ns3::vnlab

#endif // VNLAB_STEERING_H
