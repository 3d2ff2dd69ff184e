// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_FRR_CLOUD_H
#define VNLAB_TEST_FRR_CLOUD_H

#include "test/conformance/evpn/evpn-state.h"
#include "test/support/network-namespace.h"
#include "test/support/temporary-folder.h"

#include <deque>

namespace ns3::vnlab::test
{

/// @return whether FRR's daemons are installed
bool FrrIsInstalled();

/**
 * @brief FRR in network namespaces: a route reflector, and VTEPs with the kernel's bridge and vxlan devices.
 *
 * VTEPs are 192.0.2.1 and on; segment 10 is everywhere. The daemons end with this object.
 */
class FrrCloud
{
  public:
    /// @throw std::exception where namespaces, devices or daemons cannot be made
    explicit FrrCloud(size_t vteps);
    ~FrrCloud();
    FrrCloud(const FrrCloud&) = delete;
    FrrCloud& operator=(const FrrCloud&) = delete;

    /// A MAC speaks on the local port of a VTEP, wherever it was before. @param vtep from 1
    void Learn(size_t vtep, const std::string& mac);

    /// A local MAC is removed from a VTEP's bridge.
    void Unlearn(size_t vtep, const std::string& mac);

    /// @return what bgpd and the kernel of a VTEP say at this moment
    EvpnState StateOf(size_t vtep) const;

    /// @return what bgpd of a node says that it has got. @param node 0: the reflector
    BgpTraffic TrafficAt(size_t node) const;

  private:
    void Wire(size_t node);
    void MakeDevices(size_t vtep);
    void StartDaemons(size_t node);
    std::string FolderOf(size_t node) const;

    TemporaryFolder m_folder;
    NetworkNamespace m_fabric;
    std::deque<NetworkNamespace> m_nodes; // the reflector, then the VTEPs
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_FRR_CLOUD_H
