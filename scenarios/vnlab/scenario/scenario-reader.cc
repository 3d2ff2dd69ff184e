// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-reader.h"

#include "model/input/nearest-name.h"
#include "scenarios/vnlab/scenario/meant-value.h"
#include "scenarios/vnlab/scenario/scenario-schema.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Sets the values that the file has; each problem goes to ScenarioProblems.
class TomlReader : public KeyVisitor
{
  public:
    TomlReader(const toml::table& file, const KnownNames& known, ScenarioProblems& problems)
        : KeyVisitor(known),
          m_problems(problems),
          m_tables{{&file, "", {}}}
    {
    }

    void Read(Scenario& scenario)
    {
        VisitKeys(*this, scenario);
        LeaveTable();
    }

    /// Reads the numbers of the innermost table, and leaves it.
    void ReadNumbers(std::map<std::string, double>& value,
                     const std::vector<std::string>& accepted);

    /// To tell a key of another kind from one that is unknown.
    bool WantsEveryKind() const override
    {
        return true;
    }

    void Text(const Key& key, std::string& value) override;
    void Word(const Key& key,
              std::string& value,
              const std::vector<std::string>& accepted) override;
    void Number(const Key& key, double& value, Bounds<double> range) override;
    void Flag(const Key& key, bool& value) override;
    void Names(const Key& key,
               std::vector<std::string>& value,
               const std::vector<std::string>& accepted) override;
    void NumberTable(const Key& key,
                     std::map<std::string, double>& value,
                     std::vector<std::string>& sources,
                     const std::vector<std::string>& accepted,
                     const std::function<void()>& others) override;

  protected:
    void VisitInteger(const Key& key, uint64_t& value, Range range) override;
    void VisitQuantity(const Key& key,
                       uint64_t& value,
                       const UnitFamily& units,
                       Range range) override;
    bool EnterTable(const Key& key) override;
    bool EnterOptionalTable(const Key& key, bool present) override;
    size_t CountTables(const Key& key, size_t present) override;
    bool EnterTableOf(const Key& key, size_t index) override;
    void LeaveTable() override;

  private:
    /// A table that is being visited.
    struct OpenTable
    {
        const toml::table* table; ///< null where the file lacks it
        std::string path;
        std::vector<std::string> keys; ///< asked for so far
        /// Those that do not apply, with what they need: `kind = "rewire"`.
        std::map<std::string, std::vector<std::string>> needs{};
    };

    const toml::node* Find(const Key& key);
    void ReadSources(const toml::node& node,
                     const std::string& path,
                     const std::string& accepted,
                     std::vector<std::string>& sources);
    bool Open(const std::string& path, const toml::node& node);
    void Refuse(const std::string& path, const std::string& found, const std::string& accepted);

    std::string PathOf(const Key& key) const
    {
        return KeyPath(m_tables.back().path, key.name);
    }

    ScenarioProblems& m_problems;
    std::vector<OpenTable> m_tables; ///< from the file to the innermost
};

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

void
TomlReader::Text(const Key& key, std::string& value)
{
    if (const toml::node* node = Find(key))
    {
        const std::optional<std::string> text = node->value_exact<std::string>();
        text ? void(value = *text)
             : Refuse(PathOf(key), Found(*node), "text in quotes" + InsteadOfText(*node));
    }
}

void
TomlReader::Word(const Key& key, std::string& value, const std::vector<std::string>& accepted)
{
    const toml::node* node = Find(key);
    if (!node)
    {
        return;
    }
    const std::string text = node->value_exact<std::string>().value_or("");
    if (std::ranges::count(accepted, text) > 0)
    {
        value = text;
        return;
    }
    m_problems.Add(PathOf(key),
                   "is " + Found(*node) + "; accepted are " + ShortList(accepted) +
                       DidYouMean(text, accepted));
}

void
TomlReader::Number(const Key& key, double& value, Bounds<double> range)
{
    if (const toml::node* node = Find(key))
    {
        // An integer is a number, too. No comparison holds for "not a number".
        const std::optional<double> number =
            node->is_number() ? node->value<double>() : std::nullopt;
        const bool accepted = number && *number >= range.least && *number <= range.most;
        accepted ? void(value = *number)
                 : Refuse(PathOf(key),
                          Found(*node),
                          "a number, " + RangeText(range) + InsteadOfNumber(*node, range));
    }
}

void
TomlReader::Flag(const Key& key, bool& value)
{
    if (const toml::node* node = Find(key))
    {
        const std::optional<bool> flag = node->value_exact<bool>();
        flag ? void(value = *flag)
             : Refuse(PathOf(key), Found(*node), "true or false" + InsteadOfFlag(*node));
    }
}

void
TomlReader::VisitInteger(const Key& key, uint64_t& value, Range range)
{
    if (const toml::node* node = Find(key))
    {
        const std::optional<int64_t> number = node->value_exact<int64_t>();
        const bool accepted = number && *number >= 0 &&
                              static_cast<uint64_t>(*number) >= range.least &&
                              static_cast<uint64_t>(*number) <= range.most;
        accepted ? void(value = static_cast<uint64_t>(*number))
                 : Refuse(PathOf(key),
                          Found(*node),
                          "an integer from " + RangeText(range) + InsteadOfInteger(*node, range));
    }
}

void
TomlReader::VisitQuantity(const Key& key, uint64_t& value, const UnitFamily& units, Range range)
{
    const toml::node* node = Find(key);
    if (!node)
    {
        return;
    }
    std::optional<std::string> text = node->value_exact<std::string>();
    if (const std::optional<int64_t> number = node->value_exact<int64_t>())
    {
        text = std::to_string(*number);
    }
    const QuantityResult result = text ? ParseQuantity(*text, units) : QuantityResult{};
    if (result.value && *result.value >= range.least && *result.value <= range.most)
    {
        value = *result.value;
        return;
    }
    std::string accepted = "a " + std::string(units.quantity) + " from " + RangeText(range, units);
    if (!result.value)
    {
        accepted +=
            ", with a unit of " + UnitNames(units) + ", such as " + QuoteText(units.example);
    }
    Refuse(PathOf(key),
           Found(*node) + (result.problem.empty() ? "" : ", which " + result.problem),
           accepted);
}

void
TomlReader::Names(const Key& key,
                  std::vector<std::string>& value,
                  const std::vector<std::string>& accepted)
{
    const toml::node* node = Find(key);
    if (!node)
    {
        return;
    }
    const std::string path = PathOf(key);
    const toml::array* list = node->as_array();
    if (!list || list->empty())
    {
        Refuse(path,
               list ? "empty" : Found(*node),
               "a list of one or more of " + ShortList(accepted) + InsteadOfList(*node));
        return;
    }
    std::set<std::string> seen;
    for (const toml::node& element : *list)
    {
        const std::string elementPath = TablePath(path, value.size());
        m_problems.SetPlace(elementPath, PlaceOf(element.source()));
        const std::string name = element.value_exact<std::string>().value_or("");
        const bool isForLater = !key.namedBy.empty() && element.is_string();
        if (std::ranges::count(accepted, name) == 0 && !isForLater)
        {
            m_problems.Add(elementPath,
                           [&]
                           {
                               return "has " + Found(element) + "; accepted are " +
                                      ShortList(accepted) + DidYouMean(name, accepted);
                           });
        }
        else if (!seen.insert(name).second)
        {
            m_problems.Add(elementPath, "has " + Found(element) + " twice");
        }
        value.push_back(name);
    }
}

void
TomlReader::NumberTable(const Key& key,
                        std::map<std::string, double>& value,
                        std::vector<std::string>& sources,
                        const std::vector<std::string>& accepted,
                        const std::function<void()>& others)
{
    const std::string names = "names of presets and files in quotes, one or a list";
    const toml::node* node = Find(key);
    if (node && !node->is_table())
    {
        ReadSources(*node, PathOf(key), "a table, or " + names, sources);
    }
    else if (node && Open(PathOf(key), *node))
    {
        const Key use{"use", ""};
        if (const toml::node* named = Find(use))
        {
            ReadSources(*named, PathOf(use), names, sources);
        }
        others();
        ReadNumbers(value, accepted);
    }
}

/// Reads one name, or a list of them. @param accepted in words
void
TomlReader::ReadSources(const toml::node& node,
                        const std::string& path,
                        const std::string& accepted,
                        std::vector<std::string>& sources)
{
    const auto add = [&](const toml::node& name, const std::string& at)
    {
        const std::string text = name.value_exact<std::string>().value_or("");
        text.empty() ? Refuse(at, Found(name), accepted) : sources.push_back(text);
    };
    const toml::array* list = node.as_array();
    if (!list)
    {
        add(node, path);
    }
    else if (list->empty())
    {
        Refuse(path, "empty", accepted);
    }
    for (size_t i = 0; list && i < list->size(); ++i)
    {
        const toml::node& name = *list->get(i);
        m_problems.SetPlace(TablePath(path, i), PlaceOf(name.source()));
        add(name, TablePath(path, i));
    }
}

void
TomlReader::ReadNumbers(std::map<std::string, double>& value,
                        const std::vector<std::string>& accepted)
{
    // Unknown names stay unasked for, and so are reported on leaving.
    for (const std::string& name : accepted)
    {
        double number = 0;
        Number({name, ""}, number, {0, std::numeric_limits<double>::max()});
        if (m_tables.back().table->contains(name))
        {
            value[name] = number;
        }
    }
    LeaveTable();
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

} // namespace

Scenario
ReadKeys(const toml::table& document, const KnownNames& known, ScenarioProblems& problems)
{
    Scenario scenario;
    TomlReader reader(document, known, problems);
    reader.Read(scenario);
    return scenario;
}

std::map<std::string, double>
ReadCosts(const toml::table& document, const KnownNames& known, ScenarioProblems& problems)
{
    std::map<std::string, double> costs;
    TomlReader(document, known, problems).ReadNumbers(costs, known.costs);
    return costs;
}

} // namespace ns3::vnlab
