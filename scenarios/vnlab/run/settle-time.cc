// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/settle-time.h"

#include "ns3/nstime.h"

namespace ns3::vnlab
{

void
SettleTime()
{
    Time::SetResolution(Time::NS);
}

} // namespace ns3::vnlab
