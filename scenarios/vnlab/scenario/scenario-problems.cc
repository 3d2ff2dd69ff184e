// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-problems.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Cuts off the last key or index. @return whether there is anything left
bool
GoUp(std::string& path)
{
    const size_t cut = path.find_last_of(".[");
    path.resize(cut == std::string::npos ? 0 : cut);
    return !path.empty();
}

} // namespace

ScenarioProblems::ScenarioProblems(std::string file)
    : m_own(std::move(file))
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
    Add(path, [&message] { return message; });
}

void
ScenarioProblems::Add(const std::string& path, const ProblemList::Message& message)
{
    MarkUnsound(path);
    AddAt(PlaceOf(path), [&] { return DisplayPath(path) + " " + message(); });
}

void
ScenarioProblems::MarkUnsound(const std::string& path)
{
    m_unsound.insert(path);
}

void
ScenarioProblems::AddAt(Place place, const ProblemList::Message& message)
{
    m_own.Add(place, message);
}

void
ScenarioProblems::Merge(const InputError& error)
{
    m_moreOthers += error.More();
    for (const Diagnostic& problem : error.Diagnostics())
    {
        if (m_others.size() < kMostProblems)
        {
            m_others.push_back(problem);
        }
        else
        {
            ++m_moreOthers;
        }
    }
}

/// @return whether anything that the key contains is unsound
bool
ScenarioProblems::HasUnsoundBelow(const std::string& path) const
{
    return std::ranges::any_of(std::array{path + ".", path + "["},
                               [this](const std::string& prefix)
                               {
                                   const auto found = m_unsound.lower_bound(prefix);
                                   return found != m_unsound.end() && found->starts_with(prefix);
                               });
}

bool
ScenarioProblems::Sound(const std::string& path) const
{
    if (path.empty())
    {
        return m_unsound.empty();
    }
    std::string outer = path;
    do
    {
        if (m_unsound.contains(outer))
        {
            return false;
        }
    } while (GoUp(outer));
    return !m_unsound.contains("") && !HasUnsoundBelow(path);
}

void
ScenarioProblems::ThrowIfAny() const
{
    std::vector<Diagnostic> all = m_own.First();
    all.insert(all.end(), m_others.begin(), m_others.end());
    if (!all.empty())
    {
        throw InputError(std::move(all), m_own.More() + m_moreOthers);
    }
}

Place
ScenarioProblems::PlaceOf(std::string path) const
{
    while (!m_places.contains(path))
    {
        GoUp(path);
    }
    return m_places.at(path);
}

std::string
DisplayPath(const std::string& path)
{
    std::string shown;
    for (size_t at = 0; at < path.size(); ++at)
    {
        const size_t end = path.find_first_not_of("0123456789", at + 1);
        const bool isIndex =
            path[at] == '[' && end != at + 1 && end != std::string::npos && path[end] == ']';
        at = isIndex ? end : at;
        shown += isIndex ? "" : path.substr(at, 1);
    }
    return shown;
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
