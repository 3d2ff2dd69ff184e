// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/table.h"

#include <map>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

std::map<TableId, std::unique_ptr<const Table>>&
Tables()
{
    static std::map<TableId, std::unique_ptr<const Table>> tables;
    return tables;
}

} // namespace

RulePurpose
Table::PurposeOf(const RuleBytes&) const
{
    return m_purpose;
}

std::span<const std::string_view>
Table::KeyFields(const RuleBytes&) const
{
    return m_typed.key;
}

std::span<const std::string_view>
Table::ValueFields(const Rule&) const
{
    return m_typed.value;
}

const vnlab_map*
Table::Map() const
{
    return nullptr;
}

TableRegistration::TableRegistration(std::unique_ptr<const Table> table)
{
    const TableId id = table->Id();
    if (!Tables().try_emplace(id, std::move(table)).second)
    {
        throw std::logic_error("two tables have the number " + std::to_string(id.value));
    }
}

const Table*
FindTable(TableId id)
{
    const auto table = Tables().find(id);
    return table == Tables().end() ? nullptr : table->second.get();
}

const Table&
TableOf(TableId id)
{
    const Table* table = FindTable(id);
    if (!table)
    {
        throw std::logic_error("no table has the number " + std::to_string(id.value));
    }
    return *table;
}

std::vector<const Table*>
AllTables()
{
    std::vector<const Table*> all;
    for (const auto& [id, table] : Tables())
    {
        all.push_back(table.get());
    }
    return all;
}

} // namespace ns3::vnlab
