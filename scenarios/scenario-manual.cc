// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/scenario-manual.h"

#include "scenarios/scenario-schema.h"
#include "scenarios/scenario-text.h"

#include <algorithm>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

std::string
Code(const std::string& text)
{
    return "`" + text + "`";
}

std::string
CodeList(const std::vector<std::string>& words)
{
    std::string list;
    for (const std::string& word : words)
    {
        list += (list.empty() ? "" : ", ") + Code(QuoteText(word));
    }
    return list.empty() ? "a name that `vnlab list` shows" : list;
}

/// Describes the keys of a scenario that has every table once. Keys of tables inside tables have
/// dotted names.
class ManualWriter : public KeyVisitor
{
  public:
    using KeyVisitor::KeyVisitor;

    std::string Written() const
    {
        return m_top + m_tables;
    }

    void Text(const Key& key, std::string& value) override
    {
        Row(key, "text", QuoteText(value), "any");
    }

    void Word(const Key& key, std::string& value, const std::vector<std::string>& accepted) override
    {
        Row(key, "text", QuoteText(value), CodeList(accepted));
    }

    void Number(const Key& key, double& value, Bounds<double> range) override
    {
        Row(key, "number", NumberText(value), RangeText(range));
    }

    void Names(const Key& key,
               std::vector<std::string>& value,
               const std::vector<std::string>& accepted) override
    {
        Row(key, "list", ListText(value), CodeList(accepted));
    }

    void NumberTable(const Key& key,
                     std::map<std::string, double>&,
                     std::string&,
                     const std::vector<std::string>& accepted) override
    {
        Head("[" + std::string(key.name) + "]", key);
        for (const std::string& name : accepted)
        {
            Row(Key{name, "see [costs](costs.md)"}.Default("built in"), "number", "", "0 or more");
        }
        LeaveTable();
    }

  protected:
    void VisitInteger(const Key& key, uint64_t& value, Range range) override
    {
        Row(key, "integer", std::to_string(value), RangeText(range));
    }

    void VisitQuantity(const Key& key,
                       uint64_t& value,
                       const UnitFamily& units,
                       Range range) override
    {
        Row(key,
            std::string(units.quantity),
            QuoteText(FormatQuantity(value, units)),
            RangeText(range, units));
    }

    bool EnterTable(const Key& key) override
    {
        m_prefixes.empty() ? Head("[" + std::string(key.name) + "]", key) : Nest(key);
        return true;
    }

    bool EnterOptionalTable(const Key& key, bool) override
    {
        return EnterTable(key);
    }

    size_t CountTables(const Key&, size_t) override
    {
        return 1;
    }

    bool EnterTableOf(const Key& key, size_t) override
    {
        Head("[[" + std::string(key.name) + "]]", key);
        return true;
    }

    void LeaveTable() override
    {
        m_prefixes.pop_back();
    }

  private:
    static constexpr std::string_view kColumns =
        "| key | type | default | accepted | what it is |\n|---|---|---|---|---|\n";

    void Head(const std::string& header, const Key& key)
    {
        m_tables += "\n### " + Code(header) + "\n\n" + std::string(key.description) + "\n\n" +
                    std::string(kColumns);
        m_prefixes.emplace_back();
    }

    void Nest(const Key& key)
    {
        Row(key, "table", "", "the keys below");
        m_prefixes.push_back(m_prefixes.back() + std::string(key.name) + ".");
    }

    void Row(const Key& key,
             const std::string& type,
             const std::string& value,
             const std::string& accepted)
    {
        const bool top = m_prefixes.empty();
        std::string fallback = value.empty() ? "" : Code(value);
        fallback = key.fallback.empty() ? fallback : std::string(key.fallback);
        fallback = key.required ? "required" : fallback;
        std::string description(key.description);
        if (key.condition)
        {
            description += "; only with `" + std::string(key.condition->key) + " = " +
                           QuoteText(key.condition->wanted) + "`";
        }
        (top ? m_top : m_tables) +=
            "| " + Code((top ? "" : m_prefixes.back()) + std::string(key.name)) + " | " + type +
            " | " + fallback + " | " + accepted + " | " + description + " |\n";
    }

    std::string m_top{kColumns}; ///< keys outside of any table
    std::string m_tables;
    std::vector<std::string> m_prefixes; ///< of names of keys, one for each table being visited
};

} // namespace

std::string
DescribeKeys(const KnownNames& known)
{
    ManualWriter writer(known);
    Scenario defaults;
    VisitKeys(writer, defaults);
    return writer.Written();
}

} // namespace ns3::vnlab
