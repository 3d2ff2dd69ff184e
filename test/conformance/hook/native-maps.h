// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NATIVE_MAPS_H
#define VNLAB_NATIVE_MAPS_H

#include "analysis/kernel/map-state.h"
#include "model/hook/bpf-map.h"
#include "model/hook/frame-buffer.h"

namespace ns3::vnlab
{

/// @return all entries of a map
MapContents ContentsOf(const BpfMap& map);

/**
 * @brief Gives a map other contents; does nothing if they are the same.
 * @param now what it holds
 * @throws std::runtime_error if it does not take an entry
 */
void Rewrite(BpfMap& map, const MapContents& now, const MapContents& wanted);

/// @return the linear part of a buffer and what follows it in the frame that it was made from
Bytes WholeFrame(const FrameBuffer& buffer, const Bytes& original);

} // namespace ns3::vnlab

#endif // VNLAB_NATIVE_MAPS_H
