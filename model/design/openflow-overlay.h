// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OPENFLOW_OVERLAY_H
#define VNLAB_OPENFLOW_OVERLAY_H

#include "model/dataplane/flow-switch.h"
#include "model/design/flow-keys.h"
#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of "openflow-overlay".
struct FlowOverlayKeys : KeysOf<FlowOverlayKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    TunnelPorts tunnels{TunnelPorts::kFlowBased};
    uint64_t tableSize{kMostFlows}; ///< flows
};

} // namespace ns3::vnlab

#endif // VNLAB_OPENFLOW_OVERLAY_H
