// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEND_COUNTER_H
#define VNLAB_SEND_COUNTER_H

#include "model/key/own-keys.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// The keys of `kind = "send-counter"`.
struct SendCounterKeys : KeysOf<SendCounterKeys>
{
    std::string vm{"all"};             ///< who is watched: "all" or "tenant/vm"
    uint32_t failures{10};             ///< of one VM, which raise an alarm within the window
    uint64_t window_ns{1'000'000'000}; ///< between the first and the last of them, at most
    uint64_t limit_bps{0};             ///< of a VM from its alarm on; 0: no limit

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_SEND_COUNTER_H
