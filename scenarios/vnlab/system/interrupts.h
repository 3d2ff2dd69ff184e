// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INTERRUPTS_H
#define VNLAB_INTERRUPTS_H

#include <csignal>

namespace ns3::vnlab
{

/// Counts how often somebody has asked to stop (SIGINT, SIGTERM, and SIGHUP unless it is ignored), in
/// place of stopping. One at a time; afterwards signals do what they did before.
class Interrupts
{
  public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    int Count() const;

  private:
    using Action = struct sigaction;

    Action m_interrupt{};
    Action m_terminate{};
    Action m_hangUp{};
};

} // namespace ns3::vnlab

#endif // VNLAB_INTERRUPTS_H
