// SPDX-License-Identifier: GPL-2.0-only
//
// The values of keys, each as its kind is written.
#include "model/input/nearest-name.h"
#include "scenarios/vnlab/scenario/meant-value.h"
#include "scenarios/vnlab/scenario/toml-document.h"
#include "scenarios/vnlab/scenario/toml-reader.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace ns3::vnlab
{

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

} // namespace ns3::vnlab
