// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETNS_CLEAN_UP_GUARD_H
#define VNLAB_TEST_NETNS_CLEAN_UP_GUARD_H

#include <string>
#include <sys/types.h>

namespace ns3::vnlab::test
{

/**
 * @brief Removes what stands under this test's prefix when the test ends, even if it is killed.
 *
 * A process of its own waits for the end of this one. What an earlier test has left, whose guard was
 * killed too, is removed at the start.
 */
class CleanUpGuard
{
  public:
    CleanUpGuard();

    /// Waits until all is removed.
    ~CleanUpGuard();
    CleanUpGuard(const CleanUpGuard&) = delete;
    CleanUpGuard& operator=(const CleanUpGuard&) = delete;

    /// @return a prefix that no other process has
    const std::string& Prefix() const;

  private:
    std::string m_prefix;
    pid_t m_guard{0};
    int m_end{-1}; ///< of a pipe; the guard sees it close
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETNS_CLEAN_UP_GUARD_H
