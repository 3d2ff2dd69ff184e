// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OPENFLOW_HOP_BY_HOP_H
#define VNLAB_OPENFLOW_HOP_BY_HOP_H

#include "model/design/flow-keys.h"
#include "model/design/hop-by-hop-compiler.h"
#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of "openflow-hop-by-hop".
struct HopByHopKeys : KeysOf<HopByHopKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t tableSize{kMostFlows}; ///< flows
    FlowGrouping grouping{FlowGrouping::kNone};
};

} // namespace ns3::vnlab

#endif // VNLAB_OPENFLOW_HOP_BY_HOP_H
