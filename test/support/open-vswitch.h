// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_OPEN_VSWITCH_H
#define VNLAB_TEST_OPEN_VSWITCH_H

#include "test/support/ovs-daemons.h"

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// @return whether Open vSwitch's daemons and tools can be run; tests that need them skip where they cannot
bool OpenVswitchIsInstalled();

/// Which devices are dummies. Where tunnels are none, the switch works out where they lead.
enum class DummyDevices
{
    kAll,
    kAllButTunnels,
};

/**
 * @brief Open vSwitch in user space: a database and a switch on the dummy datapath, in a folder of their own.
 *
 * It needs neither root nor the kernel's module. Its clock is the machine's until AdvanceClock stops it. The
 * daemons end with this object, or with the thread that made it, however that ends.
 */
class OpenVswitch
{
  public:
    /// @throw std::runtime_error where a daemon does not come up
    explicit OpenVswitch(DummyDevices dummies = DummyDevices::kAll);

    /// `ovs-vsctl` with these words, which waits until the switch has done it.
    /// @return what it printed @throw std::runtime_error with the command and what it says, where it fails
    std::string Vsctl(const std::vector<std::string>& words) const;

    /// `ovs-ofctl` with an option's words, such as {"-O", "OpenFlow13"}, a command, a bridge, and more words.
    /// @return, @throw as Vsctl
    std::string Ofctl(const std::vector<std::string>& options,
                      const std::string& command,
                      const std::string& bridge,
                      const std::vector<std::string>& words = {}) const;

    /// `ovs-appctl` to the switch, such as {"ofproto/trace", "br0", "in_port=1"}. @return, @throw as Vsctl
    std::string Appctl(const std::vector<std::string>& words) const;

    /// Stops the switch's clock and moves it on. @param milliseconds forward
    void AdvanceClock(unsigned milliseconds) const;

    /// @return the path of a file of this name in the folder, such as one for `add-flows`
    std::string operator/(const std::string& name) const;

  private:
    OvsDaemons m_daemons; ///< the database, then the switch
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_OPEN_VSWITCH_H
