// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/scenario-manual.h"

#include "scenarios/vnlab/guide/key-list.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

namespace ns3::vnlab
{

namespace
{

constexpr const char* kColumns =
    "| key | type | default | accepted | what it is |\n|---|---|---|---|---|\n";

std::string
Code(const std::string& text)
{
    return "`" + text + "`";
}

std::string
AcceptedOf(const KeyEntry& key)
{
    std::string list;
    for (const std::string& word : key.accepted)
    {
        list += (list.empty() ? "" : ", ") + Code(QuoteText(word));
    }
    return key.kind != KeyKind::kValue ? "the keys below"
         : key.anyName                 ? "a name that `vnlab list` shows"
         : !list.empty()               ? list
         : !key.range.empty()          ? key.range
                                       : "any";
}

/// @param name with the tables that it is in, within the outermost
std::string
Row(const KeyEntry& key, const std::string& name)
{
    const std::string fallback = key.required               ? "required"
                               : !key.fallbackWords.empty() ? key.fallbackWords
                               : !key.fallback.empty()      ? Code(key.fallback)
                                                            : "";
    const std::string condition = key.condition.empty() ? "" : "; only with " + Code(key.condition);
    return "| " + Code(name) + " | " + key.type + " | " + fallback + " | " + AcceptedOf(key) +
           " | " + key.description + condition + " |\n";
}

} // namespace

std::string
DescribeKeys(const KnownNames& known)
{
    std::string top = kColumns; // keys outside of any table
    std::string tables;
    std::string section; // the path of the table that is described
    for (const KeyEntry& key : ListKeys(known))
    {
        const bool several = key.kind == KeyKind::kTables;
        if (key.table.empty() && key.kind == KeyKind::kValue)
        {
            top += Row(key, key.name);
        }
        else if (key.table.empty() || several)
        {
            section = key.Path();
            tables += "\n### " + Code((several ? "[[" : "[") + section + (several ? "]]" : "]")) +
                      "\n\n" + key.description + "\n\n" + kColumns;
        }
        else
        {
            tables += Row(key, key.Path().substr(section.size() + 1));
        }
    }
    return top + tables;
}

} // namespace ns3::vnlab
