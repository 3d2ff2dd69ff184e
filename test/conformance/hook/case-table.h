// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CASE_TABLE_H
#define VNLAB_CASE_TABLE_H

#include "model/hook/bpf/drop-reason.h"
#include "test/conformance/hook/hook-case.h"

#include <array>
#include <cstdint>
#include <ostream>

namespace ns3::vnlab
{

/// What became of a program's cases, by kind: shows a reader that they reach all its branches.
class CaseTable
{
  public:
    explicit CaseTable(const HookProgram& program);

    void Add(const HookCase& input, const HookOutcome& result);

    /// @return number of cases of a kind
    uint64_t Count(CaseKind kind) const;

    /// @return number of cases that were counted under a drop reason
    uint64_t Drops(vnlab_drop_reason reason) const;

    /// Prints a table in Markdown and a line with the drop reasons.
    void Print(std::ostream& stream) const;

  private:
    enum Fate
    {
        kUnchanged,
        kRewritten,
        kAnswered,
        kDropped,
        kFates
    };

    using Row = std::array<uint64_t, kFates>;

    Fate FateOf(const HookCase& input, const HookOutcome& result) const;

    const HookProgram& m_program;
    std::array<Row, size_t(CaseKind::kCount)> m_rows{};
    std::array<uint64_t, VNLAB_DROP_DETACHED + 1> m_drops{}; ///< as drop_counters
};

} // namespace ns3::vnlab

#endif // VNLAB_CASE_TABLE_H
