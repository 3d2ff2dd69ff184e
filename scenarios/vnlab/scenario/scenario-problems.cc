// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-problems.h"

#include <algorithm>
#include <iterator>
#include <regex>
#include <tuple>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return whether the outer path is the inner one or a table that contains it
bool
Contains(const std::string& outer, const std::string& inner)
{
    return outer.empty() || inner == outer || inner.starts_with(outer + ".") ||
           inner.starts_with(outer + "[");
}

} // namespace

ScenarioProblems::ScenarioProblems(std::string file)
    : m_file(std::move(file))
{
    m_places[""] = {1, 1};
}

void
ScenarioProblems::SetPlace(const std::string& path, Place place)
{
    m_places[path] = place;
}

bool
ScenarioProblems::Has(const std::string& path) const
{
    return m_places.contains(path);
}

void
ScenarioProblems::Add(const std::string& path, const std::string& message)
{
    MarkUnsound(path);
    AddAt(PlaceOf(path), DisplayPath(path) + " " + message);
}

void
ScenarioProblems::MarkUnsound(const std::string& path)
{
    m_unsound.insert(path);
}

void
ScenarioProblems::AddAt(Place place, std::string message)
{
    m_own.push_back(MakeDiagnostic(m_file, place, std::move(message)));
}

void
ScenarioProblems::Merge(const InputError& error)
{
    std::copy(error.Diagnostics().begin(), error.Diagnostics().end(), std::back_inserter(m_others));
}

bool
ScenarioProblems::Sound(const std::string& path) const
{
    return std::none_of(m_unsound.begin(),
                        m_unsound.end(),
                        [&](const std::string& bad)
                        { return Contains(path, bad) || Contains(bad, path); });
}

void
ScenarioProblems::ThrowIfAny() const
{
    std::vector<Diagnostic> all = m_own;
    std::stable_sort(all.begin(),
                     all.end(),
                     [](const Diagnostic& a, const Diagnostic& b)
                     { return std::tie(a.line, a.column) < std::tie(b.line, b.column); });
    std::copy(m_others.begin(), m_others.end(), std::back_inserter(all));
    if (!all.empty())
    {
        throw InputError(std::move(all));
    }
}

Place
ScenarioProblems::PlaceOf(std::string path) const
{
    while (!m_places.contains(path))
    {
        const size_t cut = path.find_last_of(".[");
        path.resize(cut == std::string::npos ? 0 : cut);
    }
    return m_places.at(path);
}

std::string
DisplayPath(const std::string& path)
{
    static const std::regex index("\\[[0-9]+\\]");
    return std::regex_replace(path, index, "");
}

std::string
KeyPath(const std::string& table, std::string_view key)
{
    return table.empty() ? std::string(key) : table + "." + std::string(key);
}

std::string
TablePath(const std::string& tables, size_t index)
{
    return tables + "[" + std::to_string(index) + "]";
}

} // namespace ns3::vnlab
