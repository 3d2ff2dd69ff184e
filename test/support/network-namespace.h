// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETWORK_NAMESPACE_H
#define VNLAB_TEST_NETWORK_NAMESPACE_H

#include <functional>
#include <string>

namespace ns3::vnlab::test
{

/**
 * @brief A network namespace, held open by this object.
 *
 * A new one has no name and no other holder: the kernel removes it, and all devices in it, when the
 * object goes or the process ends, however it ends. So nothing has to be cleaned up.
 */
class NetworkNamespace
{
  public:
    /// @throw std::system_error where the process may not make namespaces
    NetworkNamespace();
    /// One that `ip netns add` has made. @throw std::system_error where there is none of that name
    explicit NetworkNamespace(const std::string& name);
    ~NetworkNamespace();
    NetworkNamespace(const NetworkNamespace&) = delete;
    NetworkNamespace& operator=(const NetworkNamespace&) = delete;

    /// @return a path by which `ip link … netns` finds it as long as this object lives
    std::string Path() const;

    /// Calls something while this thread is in the namespace.
    void Visit(const std::function<void()>& call) const;

    /**
     * @brief Runs a program with its arguments, separated by spaces, in the namespace.
     * @throw std::runtime_error with the command and what it printed, where it fails
     */
    void Run(const std::string& command) const;

    /// Sets a value below /proc/sys/net; where the kernel has no such setting, nothing happens.
    void Set(const std::string& setting, const std::string& value) const;

  private:
    int m_fd;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETWORK_NAMESPACE_H
