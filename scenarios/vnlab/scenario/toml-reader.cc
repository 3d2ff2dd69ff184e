// SPDX-License-Identifier: GPL-2.0-only
//
// The tables of a file, and which of their keys somebody asked for.
#include "scenarios/vnlab/scenario/toml-reader.h"

#include "model/input/nearest-name.h"
#include "scenarios/vnlab/scenario/scenario-schema.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

void
TomlReader::Read(Scenario& scenario)
{
    VisitKeys(*this, scenario);
    LeaveTable();
}

/// @return the value of a key, or nothing where the file has none that applies
const toml::node*
TomlReader::Find(const Key& key)
{
    OpenTable& open = m_tables.back();
    const std::string path = PathOf(key);
    const toml::node* node = open.table ? open.table->get(key.name) : nullptr;
    if (node)
    {
        m_problems.SetPlace(path, PlaceOf(node->source()));
    }
    if (key.condition && !m_problems.Sound(KeyPath(open.path, key.condition->key)))
    {
        open.keys.emplace_back(key.name);
        return nullptr; // whether the key applies is not known
    }
    if (!key.Applies())
    {
        open.needs[std::string(key.name)].push_back(std::string(key.condition->key) + " = " +
                                                    QuoteText(key.condition->wanted));
        return nullptr;
    }
    open.keys.emplace_back(key.name);
    if (!node && key.required)
    {
        m_problems.Add(path, "is missing");
    }
    return node;
}

void
TomlReader::Refuse(const std::string& path, const std::string& found, const std::string& accepted)
{
    m_problems.Add(path, "is " + found + "; accepted is " + accepted);
}

/// @return whether the node is a table, which then is the innermost one
bool
TomlReader::Open(const std::string& path, const toml::node& node)
{
    if (!node.is_table())
    {
        Refuse(path, Found(node), "a table");
        return false;
    }
    m_tables.push_back({node.as_table(), path, {}});
    return true;
}

bool
TomlReader::EnterTable(const Key& key)
{
    const toml::node* node = Find(key);
    if (!node && key.Applies())
    {
        m_tables.push_back({nullptr, PathOf(key), {}}); // so that keys it must have are missed
        return true;
    }
    return node && Open(PathOf(key), *node);
}

bool
TomlReader::EnterOptionalTable(const Key& key, bool)
{
    const toml::node* node = Find(key);
    return node && Open(PathOf(key), *node);
}

size_t
TomlReader::CountTables(const Key& key, size_t)
{
    const toml::node* node = Find(key);
    if (!node)
    {
        return 0;
    }
    const toml::array* tables = node->as_array();
    if (!tables || (tables->empty() && key.required))
    {
        Refuse(PathOf(key), tables ? "empty" : Found(*node), "one or more [[" + PathOf(key) + "]]");
        return 0;
    }
    return tables->size();
}

bool
TomlReader::EnterTableOf(const Key& key, size_t index)
{
    const toml::node& node = *m_tables.back().table->get_as<toml::array>(key.name)->get(index);
    const std::string path = TablePath(PathOf(key), index);
    m_problems.SetPlace(path, PlaceOf(node.source()));
    return Open(path, node);
}

void
TomlReader::LeaveTable()
{
    const OpenTable open = std::move(m_tables.back());
    m_tables.pop_back();
    if (!open.table)
    {
        return;
    }
    for (const auto& [key, node] : *open.table)
    {
        const std::string name(key.str());
        if (std::ranges::count(open.keys, name) > 0)
        {
            continue;
        }
        if (const auto needs = open.needs.find(name); needs != open.needs.end())
        {
            m_problems.Add(KeyPath(open.path, name),
                           "does not apply here; accepted is only with " +
                               ShortList(needs->second));
        }
        else
        {
            m_problems.AddAt(PlaceOf(key.source()),
                             [&]
                             {
                                 return "unknown key " + QuoteShort(name) +
                                        (open.path.empty() ? "" : " in " + DisplayPath(open.path)) +
                                        "; accepted are " + ShortList(open.keys) +
                                        DidYouMean(name, open.keys);
                             });
        }
    }
}

} // namespace ns3::vnlab
