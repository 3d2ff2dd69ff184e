// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETNS_FORGED_FRAMES_H
#define VNLAB_TEST_NETNS_FORGED_FRAMES_H

#include "model/cloud/tenant-view.h"
#include "test/conformance/netns/check-table.h"
#include "test/conformance/netns/network.h"

namespace ns3::vnlab::test
{

/**
 * @brief Root in each VM sends all frames that a FrameForge can make, in every VM's name, through its
 *        own egress hook and with that removed. Checks which of them arrive, frame by frame.
 * @param protocol of all links
 */
void CheckForgedFrames(const Network& network,
                       const TenantView& view,
                       TunnelProtocol protocol,
                       CheckTable& table);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETNS_FORGED_FRAMES_H
