// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WORK_REPORT_H
#define VNLAB_WORK_REPORT_H

#include "model/deployment/deployment.h"

#include <cstdint>

namespace ns3::vnlab
{

/// What the data plane has done so far for the guests' traffic, over all places.
struct WorkReport
{
    SwitchWork hosts;
    uint64_t learned{0};         ///< entries that host switches learned
    uint64_t hookEncapsulate{0}; ///< executions of the program
    uint64_t hookDecapsulate{0};
    uint64_t hookWhitelist{0};
    uint64_t hookOverheadBytes{0}; ///< of VMs' IPsec, too
    IpsecWork ipsec;
    IkeWork ike; ///< since the beginning, whomever it was for
    uint64_t gatewayOverheadBytes{0};
    Time gatewayCpu{};
};

WorkReport CollectWork(Deployment& deployment);

} // namespace ns3::vnlab

#endif // VNLAB_WORK_REPORT_H
