// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/key-list.h"

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario-schema.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Lists the keys of a scenario that has every table once.
class KeyLister : public KeyVisitor
{
  public:
    using KeyVisitor::KeyVisitor;

    std::vector<KeyEntry> Take()
    {
        return std::move(m_entries);
    }

    bool WantsEveryKind() const override
    {
        return true;
    }

    void Text(const Key& key, std::string& value) override
    {
        Add(key, "text", QuoteText(value));
    }

    void Word(const Key& key, std::string& value, const std::vector<std::string>& accepted) override
    {
        Accept(Add(key, "text", QuoteText(value)), accepted);
    }

    void Number(const Key& key, double& value, Bounds<double> range) override
    {
        Add(key, "number", NumberText(value)).range = RangeText(range);
    }

    void Flag(const Key& key, bool& value) override
    {
        Add(key, "boolean", value ? "true" : "false").range = "true or false";
    }

    void Names(const Key& key,
               std::vector<std::string>& value,
               const std::vector<std::string>& accepted) override
    {
        Accept(Add(key, "list", ListText(value)), accepted);
    }

    void NumberTable(const Key& key,
                     std::map<std::string, double>&,
                     std::vector<std::string>&,
                     const std::vector<std::string>& accepted,
                     const std::function<void()>& others) override
    {
        EnterTable(key);
        others();
        Add(Key{"use", "what stands behind the other keys; of several, a later one goes first"}
                .Default("none"),
            "list",
            "")
            .range = "presets and files";
        for (const std::string& name : accepted)
        {
            Add(Key{name, "see [costs](costs.md)"}.Default("built in"), "number", "").range =
                "0 or more";
        }
        LeaveTable();
    }

  protected:
    void VisitInteger(const Key& key, uint64_t& value, Range range) override
    {
        Add(key, "integer", std::to_string(value)).range = RangeText(range);
    }

    void VisitQuantity(const Key& key,
                       uint64_t& value,
                       const UnitFamily& units,
                       Range range) override
    {
        Add(key, std::string(units.quantity), QuoteText(FormatQuantity(value, units))).range =
            RangeText(range, units);
    }

    bool EnterTable(const Key& key) override
    {
        Open(key, KeyKind::kTable);
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
        Open(key, KeyKind::kTables);
        return true;
    }

    void LeaveTable() override
    {
        m_tables.pop_back();
    }

  private:
    void Open(const Key& key, KeyKind kind)
    {
        KeyEntry& entry = Add(key, "table", "");
        entry.kind = kind;
        m_tables.push_back(entry.Path());
    }

    KeyEntry& Add(const Key& key, const std::string& type, const std::string& value)
    {
        KeyEntry entry;
        entry.table = m_tables.empty() ? "" : m_tables.back();
        entry.name = key.name;
        entry.type = type;
        entry.fallback = key.required || !key.fallback.empty() ? "" : value;
        entry.fallbackWords = key.fallback;
        entry.required = key.required;
        entry.description = key.description;
        if (key.condition)
        {
            entry.condition =
                std::string(key.condition->key) + " = " + QuoteText(key.condition->wanted);
        }
        return m_entries.emplace_back(std::move(entry));
    }

    static void Accept(KeyEntry& entry, const std::vector<std::string>& accepted)
    {
        entry.accepted = accepted;
        entry.anyName = accepted.empty();
    }

    std::vector<KeyEntry> m_entries;
    std::vector<std::string> m_tables; ///< paths of the tables being visited
};

/// Whether two kinds have the same key.
bool
AreAlike(KeyEntry a, const KeyEntry& b)
{
    const bool areBothOfKinds = !a.condition.empty() && !b.condition.empty();
    a.condition = b.condition;
    return areBothOfKinds && a == b;
}

} // namespace

std::vector<KeyEntry>
MergeAlike(std::vector<KeyEntry> keys)
{
    std::vector<KeyEntry> merged;
    for (KeyEntry& key : keys)
    {
        const auto same = std::ranges::find_if(
            merged, [&key](const KeyEntry& other) { return AreAlike(key, other); });
        if (same == merged.end())
        {
            merged.push_back(std::move(key));
        }
        else
        {
            same->condition += " or" + key.condition.substr(key.condition.find(" \""));
        }
    }
    return merged;
}

std::vector<KeyEntry>
ListKeys(const KnownNames& known)
{
    KeyLister lister(known);
    Scenario defaults;
    VisitKeys(lister, defaults);
    return MergeAlike(lister.Take());
}

} // namespace ns3::vnlab
