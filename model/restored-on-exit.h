// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RESTORED_ON_EXIT_H
#define VNLAB_RESTORED_ON_EXIT_H

namespace ns3::vnlab
{

/// Gives a variable its value back at the end of the block: a call that hands a guest a frame may come back
/// with the guest's answer before it returns.
template <class T>
class RestoredOnExit
{
  public:
    /// @param variable outlives this
    explicit RestoredOnExit(T& variable)
        : m_variable(variable),
          m_before(variable)
    {
    }

    ~RestoredOnExit()
    {
        m_variable = m_before;
    }

    RestoredOnExit(const RestoredOnExit&) = delete;
    RestoredOnExit& operator=(const RestoredOnExit&) = delete;

  private:
    T& m_variable;
    T m_before;
};

} // namespace ns3::vnlab

#endif // VNLAB_RESTORED_ON_EXIT_H
