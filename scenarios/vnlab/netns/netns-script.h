// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NETNS_SCRIPT_H
#define VNLAB_NETNS_SCRIPT_H

#include "model/mac-bytes.h"
#include "scenarios/vnlab/system/shell-command.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// One end of a pair of devices.
struct NetnsEnd
{
    std::string space; ///< namespace
    std::string device;
    MacBytes mac;
};

/// Puts commands for iproute2 together: what every namespace, router and pair of devices needs.
class NetnsScript
{
  public:
    /// Bytes of an IP packet on every device.
    static constexpr uint16_t kMtu = 1500;

    /// @param words with one space between two
    /// @param more words that may have spaces within
    void Add(std::string_view words, const std::vector<std::string>& more = {});

    /// A namespace without IPv6, whose own chatter would meet the hooks.
    void AddNamespace(const std::string& name);

    /// A namespace that forwards IPv4, whatever source address a packet has, as the model's switches
    /// do. @param address of its own, for ICMP
    void AddRouter(const std::string& name, const std::string& address);

    /// Two devices that are wired to each other, up.
    void AddPair(const NetnsEnd& a, const NetnsEnd& b);

    /// A neighbour of a device whose Ethernet address nobody has to ask for.
    void AddNeighbour(const std::string& space,
                      const std::string& device,
                      const std::string& address,
                      const MacBytes& mac);

    /// @return what has been added, which is then gone from here
    std::vector<ShellCommand> Take();

  private:
    std::vector<ShellCommand> m_commands;
};

} // namespace ns3::vnlab

#endif // VNLAB_NETNS_SCRIPT_H
