// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/replica-message.h"

#include "model/rule/encoded-rules.h"

#include <cstddef>

namespace ns3::vnlab
{

uint32_t
ReplicaMessage::Size() const
{
    constexpr size_t width = 8;
    const size_t numbers = kind == Kind::kChange ? 0 : versions.size() + done.size();
    EncodedRules rules;
    for (const ReplicaEntry& entry : entries)
    {
        entry.state.value ? rules.Append(Rule{entry.where, *entry.state.value, {}})
                          : rules.Append(entry.where);
    }
    return static_cast<uint32_t>(16 + width * (numbers + 3 * entries.size()) + rules.Size());
}

} // namespace ns3::vnlab
