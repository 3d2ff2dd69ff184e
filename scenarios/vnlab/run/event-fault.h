// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EVENT_FAULT_H
#define VNLAB_EVENT_FAULT_H

#include "ns3/simulator.h"

#include <exception>

namespace ns3::vnlab
{

/// What goes wrong within an event of the simulation and ends it. ns-3 forgets an event that throws, and
/// never frees it; so what it throws is kept here until the simulation has stopped.
class EventFault
{
  public:
    /// Takes a step of an event; what it throws stops the simulation.
    template <typename Step>
    void Guard(Step&& step)
    {
        try
        {
            step();
        }
        catch (const std::exception&)
        {
            m_fault = std::current_exception();
            Simulator::Stop();
        }
    }

    /// @throws what a step threw, after the simulation; the last, where another event had the same time
    void Rethrow() const
    {
        if (m_fault)
        {
            std::rethrow_exception(m_fault);
        }
    }

  private:
    std::exception_ptr m_fault;
};

} // namespace ns3::vnlab

#endif // VNLAB_EVENT_FAULT_H
