// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_BGP_DRAWS_H
#define VNLAB_TEST_BGP_DRAWS_H

#include "model/protocol/bgp-open.h"
#include "model/protocol/bgp-update.h"

namespace ns3::vnlab::bgp
{

/// What RapidCheck draws, within a property: all values that can stand in a message.
Address DrawAddress(bool mayBeNone);
EvpnKey DrawKey();
EvpnRoute DrawRoute();
PathAttributes DrawAttributes();
Update DrawUpdate();
Open DrawOpen();
Bytes DrawBytes(size_t most);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_TEST_BGP_DRAWS_H
