// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/problem-list.h"

#include <iterator>
#include <utility>

namespace ns3::vnlab
{

ProblemList::ProblemList(std::string file)
    : m_file(std::move(file))
{
}

void
ProblemList::Add(Place place, const Message& message)
{
    const Order order{place.line, place.column, m_count++};
    if (m_first.size() == kMostProblems)
    {
        const auto last = std::prev(m_first.end());
        if (order > last->first)
        {
            return;
        }
        m_first.erase(last);
    }
    m_first.emplace(order, message());
}

std::vector<Diagnostic>
ProblemList::First() const
{
    std::vector<Diagnostic> diagnostics;
    for (const auto& [order, message] : m_first)
    {
        diagnostics.push_back(
            MakeDiagnostic(m_file, {std::get<0>(order), std::get<1>(order)}, message));
    }
    return diagnostics;
}

size_t
ProblemList::More() const
{
    return m_count - m_first.size();
}

} // namespace ns3::vnlab
