// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-file.h"

#include "scenarios/vnlab/scenario/parameter-value.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Keys that a sweep has no say in, and what has.
const std::map<std::string, std::string> kNotSwept{
    {"designs.use", "every design runs at every point"},
    {"run.repeat", "accepted is repeat"},
    {"title", "it changes no result"}};

bool
IsRange(const toml::node& node)
{
    return node.is_table() &&
           (node.as_table()->contains("from") || node.as_table()->contains("to"));
}

/// @return the path as messages about a scenario show it, without indices
std::string
WithoutIndices(std::string path)
{
    for (size_t open = path.find('['); open != std::string::npos; open = path.find('['))
    {
        path.erase(open, path.find(']', open) + 1 - open);
    }
    return path;
}

} // namespace

SweepFile::SweepFile(std::string text, std::string fileName)
    : m_fileName(std::move(fileName)),
      m_text(std::move(text))
{
    const toml::table document = ParseDocument(m_text, m_fileName);
    if (const toml::node* sweep = document.get("sweep"))
    {
        if (const toml::table* table = sweep->as_table())
        {
            ReadSweep(*table);
        }
        else
        {
            Refuse(PlaceOf(sweep->source()), "sweep is " + Found(*sweep) + "; accepted is [sweep]");
        }
    }
    CheckAxes();
    if (!m_problems.empty())
    {
        throw InputError(m_problems);
    }
    const auto placeOf = [](const SweepAxis& axis)
    { return std::tuple(axis.keys.front().place.line, axis.keys.front().place.column); };
    std::ranges::stable_sort(m_axes, {}, placeOf);
}

void
SweepFile::ReadSweep(const toml::table& sweep)
{
    for (const auto& [key, node] : sweep)
    {
        if (key == "repeat")
        {
            m_repeat = ReadRepeat(node);
            if (!m_repeat)
            {
                Refuse(PlaceOf(node.source()),
                       "sweep.repeat is " + Found(node) + "; " + kAcceptedRepeat);
            }
        }
        else if (key == "zip")
        {
            ReadZip(node);
        }
        else if (node.is_table() && !IsRange(node))
        {
            // tenants.count = … without quotes is a table in a table.
            for (const auto& [name, value] : *node.as_table())
            {
                const std::string path = std::string(key.str()) + "." + std::string(name.str());
                if (value.is_table() && !IsRange(value))
                {
                    Refuse(PlaceOf(value.source()),
                           QuoteShort(path) + " is a table; accepted is a path in quotes, such as "
                                              "\"substrate.link.rate\"");
                    continue;
                }
                ReadAxis(path, value, m_axes.emplace_back());
            }
        }
        else
        {
            ReadAxis(std::string(key.str()), node, m_axes.emplace_back());
        }
    }
}

void
SweepFile::ReadAxis(const std::string& path, const toml::node& node, SweepAxis& axis)
{
    SweptKey key{path, PlaceOf(node.source()), {}};
    if (const auto other = kNotSwept.find(WithoutIndices(path)); other != kNotSwept.end())
    {
        Refuse(key.place, QuoteShort(path) + " cannot be swept: " + other->second);
    }
    else if (const auto problem = ReadAxisValues(node, key.values))
    {
        Refuse(problem->place, QuoteShort(path) + " " + problem->message);
    }
    axis.keys.push_back(std::move(key));
}

void
SweepFile::ReadZip(const toml::node& node)
{
    const toml::array* groups = node.as_array();
    if (!groups || !groups->is_array_of_tables())
    {
        Refuse(PlaceOf(node.source()),
               "zip is " + Found(node) + "; accepted are tables [[sweep.zip]]");
        return;
    }
    for (const toml::node& group : *groups)
    {
        SweepAxis axis;
        for (const auto& [key, values] : *group.as_table())
        {
            ReadAxis(std::string(key.str()), values, axis);
        }
        if (axis.keys.empty())
        {
            Refuse(PlaceOf(group.source()), "zip is empty; accepted are keys with lists");
            continue;
        }
        for (const SweptKey& key : axis.keys)
        {
            if (key.values.size() != axis.Size())
            {
                Refuse(key.place,
                       QuoteShort(key.path) + " has " + std::to_string(key.values.size()) +
                           " values and " + QuoteShort(axis.keys.front().path) + " " +
                           std::to_string(axis.Size()) + "; accepted are as many in a zip");
            }
        }
        m_axes.push_back(std::move(axis));
    }
}

void
SweepFile::CheckAxes()
{
    std::set<std::string> seen;
    for (const SweepAxis& axis : m_axes)
    {
        for (const SweptKey& key : axis.keys)
        {
            if (!seen.insert(key.path).second)
            {
                Refuse(key.place, QuoteShort(key.path) + " is swept twice");
            }
        }
    }
}

void
SweepFile::Refuse(Place place, const std::string& message)
{
    m_problems.push_back(MakeDiagnostic(m_fileName, place, message));
}

const std::string&
SweepFile::Name() const
{
    return m_fileName;
}

uint64_t
SweepFile::Points() const
{
    constexpr uint64_t most = std::numeric_limits<uint64_t>::max();
    uint64_t points = 1;
    for (const SweepAxis& axis : m_axes)
    {
        points = points > most / axis.Size() ? most : points * axis.Size();
    }
    return points;
}

const std::optional<SweepRepeat>&
SweepFile::Repeat() const
{
    return m_repeat;
}

std::vector<size_t>
SweepFile::PositionsAt(uint64_t point) const
{
    std::vector<size_t> positions(m_axes.size());
    for (size_t axis = m_axes.size(); axis-- > 0;)
    {
        positions[axis] = point % m_axes[axis].Size();
        point /= m_axes[axis].Size();
    }
    return positions;
}

std::map<std::string, Parameter>
SweepFile::ParametersAt(uint64_t point) const
{
    std::map<std::string, Parameter> parameters;
    const std::vector<size_t> positions = PositionsAt(point);
    for (size_t axis = 0; axis < m_axes.size(); ++axis)
    {
        for (const SweptKey& key : m_axes[axis].keys)
        {
            parameters[key.path] = ParameterOf(key.values[positions[axis]]);
        }
    }
    return parameters;
}

Place
SweepFile::PlaceFor(const std::string& message) const
{
    Place place;
    for (const SweepAxis& axis : m_axes)
    {
        for (const SweptKey& key : axis.keys)
        {
            if (place.line == 0 || message.find(WithoutIndices(key.path)) != std::string::npos)
            {
                place = key.place;
            }
        }
    }
    return place;
}

Scenario
SweepFile::ScenarioAt(uint64_t point, const KnownNames& known, const FileReader& readFile) const
{
    toml::table document = ParseDocument(m_text, m_fileName); // a copy would not know its places
    document.erase("sweep");
    const std::vector<size_t> positions = PositionsAt(point);
    std::string where;
    std::vector<Diagnostic> problems;
    for (size_t axis = 0; axis < m_axes.size(); ++axis)
    {
        for (const SweptKey& key : m_axes[axis].keys)
        {
            const toml::node& value = key.values[positions[axis]];
            where += (where.empty() ? "" : ", ") + key.path + " = " + ParameterOf(value).text;
            if (const auto problem = SetKey(document, key.path, value))
            {
                problems.push_back(
                    MakeDiagnostic(m_fileName, key.place, QuoteShort(key.path) + " " + *problem));
            }
        }
    }
    if (!problems.empty())
    {
        throw InputError(problems);
    }
    try
    {
        return ScenarioOf(document, m_fileName, known, readFile);
    }
    catch (const InputError& error)
    {
        for (Diagnostic problem : error.Diagnostics())
        {
            if (problem.file == m_fileName && problem.line == 0) // it is about a swept value
            {
                problem = MakeDiagnostic(m_fileName, PlaceFor(problem.message), problem.message);
            }
            problem.message += where.empty() ? "" : " (with " + where + ")";
            const auto isSame = [&problem](const Diagnostic& other)
            { return other.ToString() == problem.ToString(); };
            if (std::ranges::none_of(problems, isSame)) // of several tables alike
            {
                problems.push_back(std::move(problem));
            }
        }
        throw InputError(problems, error.More());
    }
}

} // namespace ns3::vnlab
