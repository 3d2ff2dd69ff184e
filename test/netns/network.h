// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETNS_NETWORK_H
#define VNLAB_TEST_NETNS_NETWORK_H

#include "model/drop-log.h"
#include "scenarios/netns-plan.h"
#include "test/netns/descriptor.h"

#include <functional>
#include <string>
#include <string_view>

namespace ns3::vnlab::test
{

/// A VM of the network under test, with its only vNIC.
struct Guest
{
    std::string name;
    std::string space; ///< its namespace
    std::string hostSpace;
    VnicId vnic;
    VnicPlan plan;
};

/// The network under test as it stands in the kernel. It goes when this goes, whatever happened.
class Network
{
  public:
    /// @throws CommandFailed where it could not be made; nothing is left then
    explicit Network(const NetnsPlan& plan);
    ~Network();
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    Guest Find(std::string_view vm) const;

    /// @return frames that a guest's hooks have dropped for a reason, over all CPUs
    uint64_t Drops(const Guest& guest, DropReason reason) const;

    /// Tells every guest the Ethernet address of every other, so that no ARP stands in the way.
    void IntroduceAll() const;

    /// Removes a guest's own egress hook, as root in a VM can, or puts it back.
    void RemoveEgressHook(const Guest& guest) const;
    void RestoreEgressHook(const Guest& guest) const;

  private:
    const NetnsPlan& m_plan;
};

/// @return what `open` returns when it runs in a namespace; sockets stay there
/// @throws std::system_error where the namespace cannot be entered or `open` fails
Descriptor OpenIn(const std::string& space, const std::function<int()>& open);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETNS_NETWORK_H
