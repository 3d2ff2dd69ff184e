// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATE_CHECK_H
#define VNLAB_GATE_CHECK_H

#include "scenarios/vnlab/gate/gate-file.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Judges gates while a comparison goes on.
class GateCheck
{
  public:
    explicit GateCheck(std::vector<PlacedGate> gates);

    void Judge(const DesignChange& change);

    /// @return for each broken gate its place and why, a line each, and how many are broken; a gate
    ///         that nothing was judged by is broken
    std::string Report() const;

    /// @return how many gates are broken
    size_t Broken() const;

  private:
    struct State
    {
        PlacedGate gate;
        size_t judged{0};                   ///< numbers
        size_t broken{0};                   ///< by so many of them
        std::vector<std::string> reasons{}; ///< the first of them
    };

    static void Break(State& state, const std::string& reason);

    std::vector<State> m_states;
};

} // namespace ns3::vnlab

#endif // VNLAB_GATE_CHECK_H
