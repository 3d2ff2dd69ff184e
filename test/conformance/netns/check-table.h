// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETNS_CHECK_TABLE_H
#define VNLAB_TEST_NETNS_CHECK_TABLE_H

#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// What was checked, counted by claim.
class CheckTable
{
  public:
    /// @param out gets a line for each check that fails, and the table. It outlives this.
    explicit CheckTable(std::ostream& out)
        : m_out(out)
    {
    }

    /// @param instance of the claim, for the line where it does not hold
    void Check(const std::string& claim, bool holds, const std::string& instance)
    {
        auto row = std::ranges::find(m_rows, claim, &Row::claim);
        if (row == m_rows.end())
        {
            row = m_rows.insert(row, {.claim = claim});
        }
        ++row->checks;
        if (!holds)
        {
            ++row->failed;
            m_out << "DOES NOT HOLD: " << claim << ": " << instance << std::endl;
        }
    }

    void Print() const
    {
        m_out << std::left << std::setw(kWidth) << "claim" << std::right << std::setw(8) << "checks"
              << std::setw(8) << "failed" << '\n';
        for (const Row& row : m_rows)
        {
            m_out << std::left << std::setw(kWidth) << row.claim << std::right << std::setw(8)
                  << row.checks << std::setw(8) << row.failed << '\n';
        }
    }

    bool AllHold() const
    {
        return std::ranges::all_of(m_rows, [](const Row& row) { return row.failed == 0; });
    }

  private:
    static constexpr int kWidth = 76;

    struct Row
    {
        std::string claim;
        uint64_t checks{0};
        uint64_t failed{0};
    };

    std::ostream& m_out;
    std::vector<Row> m_rows;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETNS_CHECK_TABLE_H
