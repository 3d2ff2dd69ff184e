// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_OVS_DAEMONS_H
#define VNLAB_TEST_OVS_DAEMONS_H

#include "test/support/temporary-folder.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace ns3::vnlab::test
{

/// Daemons of Open vSwitch's or OVN's kind, and their tools, in a folder of their own. They end with this object, or
/// with the thread that made it, however that ends.
class OvsDaemons
{
  public:
    OvsDaemons() = default;
    ~OvsDaemons();
    OvsDaemons(const OvsDaemons&) = delete;
    OvsDaemons& operator=(const OvsDaemons&) = delete;

    /// Starts a daemon and waits until it answers on `<as>.ctl`. @param words more arguments
    /// @throw std::runtime_error where it does not come up
    void Start(const std::string& program,
               const std::string& as,
               const std::vector<std::string>& words);

    /// Ends all of them, the last one first.
    void Stop();

    /// @return what a tool printed @throw std::runtime_error with the command and what it says, where it fails
    std::string Run(const std::vector<std::string>& words) const;

    /// @return the path of a file of this name in the folder
    std::string operator/(const std::string& name) const;

  private:
    TemporaryFolder m_folder;
    std::vector<pid_t> m_daemons; ///< in the order in which they were started
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_OVS_DAEMONS_H
