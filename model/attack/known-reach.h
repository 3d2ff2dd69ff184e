// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KNOWN_REACH_H
#define VNLAB_KNOWN_REACH_H

#include "model/deployment/deployment.h"
#include "model/spec/reach-question.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What an attacker knows of whom it reaches: the design's own answer about the cloud as it is
 * wanted at that moment, worked out again when that has changed.
 *
 * VMs that reach the same groups share one list, so all lists together take memory in proportion to the
 * relation. A position's victims are not told from others here.
 */
class KnownReach
{
  public:
    /// @param cloud outlives this
    KnownReach(const Deployment& cloud, ReachQuestion question);

    /// @return whom a VM reaches, ascending; it may be among them itself. Valid until the cloud changes
    const std::vector<VmId>& From(VmId vm);

    bool Reaches(VmId from, VmId to);

    /// @return a number that changes with the cloud, and with it the lists
    uint64_t Version() const;

  private:
    using Vms = std::vector<VmId>;

    void WorkOut();
    std::shared_ptr<const Vms> OfGroups(const std::vector<uint32_t>& groups);

    const Deployment& m_cloud;
    ReachQuestion m_question;
    std::optional<uint64_t> m_version; ///< that the rest is of
    Reachability m_reach;
    std::vector<std::vector<uint32_t>> m_groupsOf; ///< by VM, ascending
    std::map<std::vector<uint32_t>, std::shared_ptr<const Vms>> m_byGroups;
    std::vector<std::shared_ptr<const Vms>> m_from; ///< by VM; nullptr: not asked for yet
};

} // namespace ns3::vnlab

#endif // VNLAB_KNOWN_REACH_H
