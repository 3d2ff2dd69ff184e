// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/flow-keys.h"

namespace ns3::vnlab
{

FlowKey
SendKeyOf(const CloudPlan& plan, uint32_t inPort, VnicId from, VnicId to)
{
    return SendKey(inPort, plan.At(from).mac, plan.At(from).address, plan.At(to).address);
}

} // namespace ns3::vnlab
