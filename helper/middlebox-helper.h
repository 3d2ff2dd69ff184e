// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MIDDLEBOX_HELPER_H
#define VNLAB_MIDDLEBOX_HELPER_H

#include "model/deployment/deployment.h"
#include "model/spec/specification.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Puts middleboxes into VMs of a cloud, which owns them.
 */
class MiddleboxHelper
{
  public:
    /// @param cloud outlives the helper
    explicit MiddleboxHelper(Deployment& cloud);

    /**
     * @brief Has VMs of a tenant route, each with a middlebox on its vNIC on the first path, where chains are.
     * @param specification of the tenant, whose VMs all exist
     * @param vms a role, or the name of one
     * @param kind name of a MiddleboxKind
     * @param keys of that kind; nullptr: its defaults
     * @throws std::invalid_argument where there is no such kind, no such VM, or no peer that a key names
     */
    void Install(TenantId tenant,
                 const Specification& specification,
                 std::string_view vms,
                 std::string_view kind,
                 const OwnKeys* keys = nullptr);

    /// @return where there are middleboxes, in the order of Install
    const std::vector<VnicId>& Installed() const;

  private:
    Deployment& m_cloud;
    std::vector<VnicId> m_installed;
};

} // namespace ns3::vnlab

#endif // VNLAB_MIDDLEBOX_HELPER_H
