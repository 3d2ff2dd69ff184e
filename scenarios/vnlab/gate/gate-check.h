// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATE_CHECK_H
#define VNLAB_GATE_CHECK_H

#include "scenarios/vnlab/gate/gate-file.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What came of a gate.
struct GateVerdict
{
    std::string place; ///< "gates.toml:3"
    std::string what;  ///< "config.* of linkwire"
    bool broken{false};
    std::vector<std::string> reasons{}; ///< the first ten
    size_t more{0};                     ///< reasons beyond them

    /// @return the reasons, and a line about those that are left out
    std::vector<std::string> Reasons() const;
};

/// Judges gates while a comparison goes on.
class GateCheck
{
  public:
    explicit GateCheck(std::vector<PlacedGate> gates);

    void Judge(const DesignChange& change);

    /// @return what came of each gate; one that nothing was judged by is broken
    std::vector<GateVerdict> Verdicts() const;

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
