// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NETNS_NAMES_H
#define VNLAB_NETNS_NAMES_H

#include "model/ids.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @brief What a network in namespaces is called in the kernel.
 *
 * Namespaces and the folder of pinned programs and maps begin with a prefix, so that two networks
 * may stand side by side. Devices exist only within these namespaces and need none.
 */
class NetnsNames
{
  public:
    explicit NetnsNames(std::string prefix)
        : m_prefix(std::move(prefix))
    {
    }

    /// @return the namespace of a VM; by its number, as its name may have any characters
    std::string Of(VmId vm) const
    {
        return m_prefix + "-vm-" + std::to_string(vm.value);
    }

    std::string Of(HostId host) const
    {
        return m_prefix + "-host-" + std::to_string(host.value);
    }

    /// @return the namespace that routes between the hosts
    std::string Leaf() const
    {
        return m_prefix + "-leaf";
    }

    /// @return a vNIC, in its VM's namespace
    static std::string Device(VnicId vnic)
    {
        return "vnic" + std::to_string(vnic.value);
    }

    /// @return the other end of a vNIC, in its host's namespace
    static std::string Port(VnicId vnic)
    {
        return "port" + std::to_string(vnic.value);
    }

    /// @return a host's device to the leaf
    static std::string Uplink()
    {
        return "uplink";
    }

    /// @return the leaf's device to a host
    static std::string Downlink(HostId host)
    {
        return "host" + std::to_string(host.value);
    }

    /// @return where the BPF file system of this network is mounted
    std::string Folder() const
    {
        return "/run/" + m_prefix + "-bpf";
    }

    /// @return the folder of what a vNIC's hooks have pinned
    std::string Folder(VnicId vnic) const
    {
        return Folder() + "/" + Device(vnic);
    }

    /// @return the pinned program of a vNIC. @param program such as "encapsulate"
    std::string Program(VnicId vnic, const std::string& program) const
    {
        return Folder(vnic) + "/" + program;
    }

    /// @return a pinned map of one of a vNIC's programs
    std::string Map(VnicId vnic, const std::string& program, const std::string& map) const
    {
        return MapFolder(vnic, program) + "/" + map;
    }

    std::string MapFolder(VnicId vnic, const std::string& program) const
    {
        return Folder(vnic) + "/" + program + "-maps";
    }

  private:
    std::string m_prefix;
};

} // namespace ns3::vnlab

#endif // VNLAB_NETNS_NAMES_H
