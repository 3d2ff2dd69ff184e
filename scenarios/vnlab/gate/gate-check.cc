// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/gate/gate-check.h"

#include "analysis/compare/change-table.h"
#include "analysis/style/visible-text.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kShown = 10; ///< reasons of one gate

} // namespace

GateCheck::GateCheck(std::vector<PlacedGate> gates)
{
    for (PlacedGate& gate : gates)
    {
        m_states.push_back({std::move(gate)});
    }
}

void
GateCheck::Break(State& state, const std::string& reason)
{
    ++state.broken;
    if (state.reasons.size() < kShown)
    {
        state.reasons.push_back(reason);
    }
}

void
GateCheck::Judge(const DesignChange& change)
{
    for (State& state : m_states)
    {
        const Gate& gate = state.gate.gate;
        const bool accepted = gate.mayFail && change.failed > 0;
        if (accepted && PatternsMeet(gate.design, change.design))
        {
            ++state.judged;
        }
        else if (change.nowFailed > 0 && PatternsMeet(gate.design, change.design))
        {
            Break(state,
                  std::to_string(change.nowFailed) + " of the runs of " +
                      VisibleText(change.design +
                                  (change.where.empty() ? "" : " at " + change.where)) +
                      " succeeded before and fail now");
        }
        for (const IndicatorChange& indicator : change.indicators)
        {
            if (Concerns(gate, indicator) && !(accepted && indicator.newRuns == 0))
            {
                ++state.judged;
                if (const auto reason = Breach(gate, indicator))
                {
                    Break(state, NameOf(indicator) + " " + *reason);
                }
            }
        }
    }
}

std::vector<GateVerdict>
GateCheck::Verdicts() const
{
    std::vector<GateVerdict> verdicts;
    for (const State& state : m_states)
    {
        const auto& [gate, place] = state.gate;
        const std::string group =
            gate.headlines.empty() ? "" : " (headlines: " + gate.headlines + ")";
        const std::string what =
            VisibleText(gate.metric) + group + " of " + VisibleText(gate.design);
        GateVerdict verdict{.place = place,
                            .what = what,
                            .broken = state.broken > 0 || state.judged == 0,
                            .reasons = state.reasons,
                            .more = state.broken - state.reasons.size()};
        if (state.judged == 0)
        {
            verdict.reasons.push_back("neither store has " + what);
        }
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

std::vector<std::string>
GateVerdict::Reasons() const
{
    std::vector<std::string> lines = reasons;
    if (more > 0)
    {
        lines.push_back("and " + std::to_string(more) + " more");
    }
    return lines;
}

} // namespace ns3::vnlab
