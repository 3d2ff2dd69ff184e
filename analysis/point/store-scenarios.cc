// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/store-scenarios.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

/// A key without the positions in lists: "tenants.count" of "tenants[0].count".
std::string
WithoutPositions(std::string_view key)
{
    std::string plain;
    bool inside = false;
    for (const char c : key)
    {
        inside = inside || c == '[';
        plain += inside ? "" : std::string(1, c);
        inside = inside && c != ']';
    }
    return plain;
}

bool
IsWithin(std::string_view key, std::string_view path)
{
    return key.starts_with(path) &&
           (key.size() == path.size() || key[path.size()] == '.' || key[path.size()] == '[');
}

/// Whether setting @p path sets @p key.
bool
Sets(const std::string& path, const std::string& key)
{
    return IsWithin(key, path) || IsWithin(WithoutPositions(key), path);
}

/// The values of one key, scenario by scenario.
using Column = std::vector<Parameter>;

/// Whether scenarios with the same value in @p column have the same in @p other.
bool
Determines(const Column& column, const Column& other)
{
    std::map<std::string, std::string> seen;
    for (size_t i = 0; i < column.size(); ++i)
    {
        if (seen.try_emplace(column[i].text, other[i].text).first->second != other[i].text)
        {
            return false;
        }
    }
    return true;
}

/// Fills the columns of keys that differ.
class Teller
{
  public:
    void Add(const StoredScenario& scenario, ScenarioOutline outline)
    {
        if (m_told.empty())
        {
            m_first = outline.values;
        }
        std::map<std::string, std::optional<Parameter>> other;
        for (const auto& [key, value] : m_first)
        {
            const auto found = outline.values.find(key);
            if (found == outline.values.end())
            {
                other[key] = std::nullopt;
            }
            else if (found->second != value)
            {
                other[key] = found->second;
            }
        }
        for (const auto& [key, value] : outline.values)
        {
            if (!m_first.contains(key))
            {
                other[key] = value;
            }
        }
        for (const auto& [key, value] : other)
        {
            m_moved.insert(key);
        }
        for (const auto& [key, value] : scenario.parameters)
        {
            m_swept.insert(key);
        }
        outline.values.clear();
        m_other.push_back(std::move(other));
        m_told.push_back({scenario, std::move(outline)});
    }

    StoreScenarios Finish()
    {
        std::map<std::string, Column> columns;
        for (const std::string& path : m_swept)
        {
            columns[path] = SweptColumn(path);
        }
        StoreScenarios all;
        for (auto& [key, column] : EditedColumns(columns))
        {
            const auto alike =
                std::ranges::find_if(all.edited,
                                     [&](const auto& edited)
                                     {
                                         return Determines(columns.at(edited.first), column) &&
                                                Determines(column, columns.at(edited.first));
                                     });
            if (alike != all.edited.end())
            {
                alike->second.push_back(key);
                continue;
            }
            all.edited[key] = {};
            columns[key] = std::move(column);
        }
        for (const auto& [key, column] : columns)
        {
            for (size_t i = 0; i < m_told.size(); ++i)
            {
                m_told[i].stored.parameters[key] = column[i];
            }
        }
        all.scenarios = std::move(m_told);
        return all;
    }

  private:
    std::optional<Parameter> ValueOf(size_t scenario, const std::string& key) const
    {
        if (const auto other = m_other[scenario].find(key); other != m_other[scenario].end())
        {
            return other->second;
        }
        const auto first = m_first.find(key);
        return first == m_first.end() ? std::nullopt : std::optional(first->second);
    }

    Column ColumnOf(const std::string& key) const
    {
        Column column;
        for (size_t i = 0; i < m_told.size(); ++i)
        {
            column.push_back(ValueOf(i, key).value_or(Parameter{kAbsentValue, std::nullopt}));
        }
        return column;
    }

    /// What sweeps have set, else what the text has; of equal numbers, the text of the sweep.
    Column SweptColumn(const std::string& path) const
    {
        Column known;
        for (const ToldScenario& told : m_told)
        {
            const auto found = told.stored.parameters.find(path);
            known.push_back(found == told.stored.parameters.end() ? Parameter{} : found->second);
        }
        Column column = known;
        for (size_t i = 0; i < m_told.size(); ++i)
        {
            if (!m_told[i].stored.parameters.contains(path))
            {
                const Parameter value = UnsweptValue(i, path);
                const auto same = std::ranges::find_if(
                    known,
                    [&](const Parameter& of)
                    { return value.number ? of.number == value.number : of.text == value.text; });
                column[i] = same == known.end() ? value : *same;
            }
        }
        return column;
    }

    Parameter UnsweptValue(size_t scenario, const std::string& path) const
    {
        if (const auto exact = ValueOf(scenario, path))
        {
            return *exact;
        }
        for (const auto& [key, value] : m_first)
        {
            if (WithoutPositions(key) == path)
            {
                return ValueOf(scenario, key).value_or(Parameter{kAbsentValue, std::nullopt});
            }
        }
        return {kAbsentValue, std::nullopt};
    }

    /// Those that every scenario has come first.
    std::vector<std::pair<std::string, Column>> EditedColumns(
        const std::map<std::string, Column>& swept) const
    {
        std::vector<std::pair<std::string, Column>> edited;
        for (const std::string& key : m_moved)
        {
            Column column = ColumnOf(key);
            const bool follows =
                std::ranges::any_of(swept,
                                    [&](const auto& path) {
                                        return Sets(path.first, key) ||
                                               ChoosesKind(path.first, path.second, key, column);
                                    });
            if (!follows)
            {
                edited.emplace_back(key, std::move(column));
            }
        }
        std::ranges::stable_partition(
            edited,
            [](const auto& one)
            { return std::ranges::count(one.second, kAbsentValue, &Parameter::text) == 0; });
        return edited;
    }

    /// Whether @p path, a word, lies beside or above @p key and settles it.
    static bool ChoosesKind(const std::string& path,
                            const Column& kinds,
                            const std::string& key,
                            const Column& column)
    {
        const size_t dot = path.rfind('.');
        const bool isWord = std::ranges::none_of(
            kinds, [](const Parameter& kind) { return kind.number.has_value(); });
        return isWord && dot != std::string::npos && Sets(path.substr(0, dot), key) &&
               Determines(kinds, column);
    }

    std::map<std::string, Parameter> m_first; ///< values of the first scenario
    std::vector<std::map<std::string, std::optional<Parameter>>> m_other; ///< from the first's
    std::set<std::string> m_moved;                                        ///< keys that differ
    std::set<std::string> m_swept;
    std::vector<ToldScenario> m_told;
};

} // namespace

StoreScenarios
ReadScenarios(const ResultStore& store, const ReadOutline& outline)
{
    Teller teller;
    store.ForEachScenario([&](const StoredScenario& scenario)
                          { teller.Add(scenario, outline(scenario.text)); });
    return teller.Finish();
}

} // namespace ns3::vnlab
