// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/starter-scenario.h"

#include "scenarios/vnlab/guide/key-list.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <map>

namespace ns3::vnlab
{

namespace
{

const char* const kStarterHead =
    R"(# A scenario: who uses the cloud, under which designs, and what happens meanwhile. Change a line, then
# `vnlab run` it. Lines commented out with # show defaults; `vnlab explain KEY` explains a key.
# For an editor that completes keys: `vnlab schema > scenario.schema.json`, and as the first line of this file
#   #:schema scenario.schema.json

)";

const char* const kTail = R"(
# All combinations of these values, with `vnlab sweep`.
# [sweep]
# "tenants.count" = [1, 2, 4]
# repeat = 10
)";

/// What the starter sets.
const std::map<std::string, std::string> kSet{
    {"title", "\"My scenario\""},
    {"tenants.name", "\"shop\""},
    {"tenants.count", "2"},
    {"tenants.generate.kind", "\"three-tier\""},
    {"tenants.generate.vms", "12"},
    {"middleboxes.kind", "\"firewall\""},
    {"middleboxes.vms", "\"app\""},
    {"designs.use", "[\"flat\", \"vxlan\", \"linkwire\", \"identity-firewall\"]"},
    {"changes.at", "\"1s\""},
    {"changes.kind", "\"rewire\""},
    {"changes.links", "2"},
    {"attacks.at", "\"2s\""},
    {"attacks.kind", "\"lateral-movement\""},
    {"attacks.capability", "\"guest-root\""},
    {"attacks.duration", "\"2s\""},
    {"monitors.at", "\"1s\""},
    {"monitors.kind", "\"send-counter\""},
    {"run.duration", "\"5s\""}};

/// Values for keys that have no default, behind a #.
const std::map<std::string, std::string> kExamples{{"substrate.wan.file", "\"wan.graphml\""},
                                                   {"designs.variant.name", "\"by-hand\""},
                                                   {"designs.variant.design", "\"vxlan\""},
                                                   {"designs.variant.control", "\"manual\""},
                                                   {"designs.variant.encapsulation", "\"geneve\""},
                                                   {"designs.variant.locations", "\"learned\""},
                                                   {"designs.variant.tunnels", "\"nvgre\""},
                                                   {"middleboxes.tenant", "\"shop-1\""},
                                                   {"middleboxes.allow", "\"udp/5001\""},
                                                   {"middleboxes.backends", "\"web\""},
                                                   {"tenants.spec", "\"tenant.graphml\""},
                                                   {"changes.tenant", "\"shop-1\""},
                                                   {"changes.spec", "\"changed.graphml\""}};

/// @return the header of a section; one within another is an example behind a #
std::string
HeaderOf(const KeyEntry& table)
{
    const bool several = table.kind == KeyKind::kTables;
    const std::string header = (several ? "[[" : "[") + table.Path() + (several ? "]]" : "]");
    return (table.table.empty() ? "\n" : "\n# ") + header + " # " + table.description +
           (table.name == "costs" ? "; `vnlab list` shows their names" : "") + "\n";
}

std::string
CommentOf(const KeyEntry& key)
{
    std::string comment = key.description;
    const std::string accepted = ShortList(key.accepted) + key.range;
    comment += accepted.empty() ? "" : ": " + accepted;
    comment += key.condition.empty() ? "" : "; only with " + key.condition;
    comment += key.fallbackWords.empty() ? "" : " [" + key.fallbackWords + "]";
    return comment;
}

/// Whether a key applies to what the starter sets: kinds may have keys of one name.
bool
Applies(const KeyEntry& key)
{
    const std::string decides = key.condition.substr(0, key.condition.find(" = "));
    const auto chosen = kSet.find(key.table + "." + decides);
    return chosen == kSet.end() || key.condition.find(chosen->second) != std::string::npos;
}

/// @param section that the key is in
std::string
LineOf(const KeyEntry& key, const std::string& section)
{
    const std::string path = key.Path();
    const std::string name = section.empty() ? path : path.substr(section.size() + 1);
    const auto set = Applies(key) ? kSet.find(path) : kSet.end();
    const auto example = kExamples.find(path);
    std::string line = set != kSet.end()          ? name + " = " + set->second
                     : example != kExamples.end() ? "# " + name + " = " + example->second
                                                  : "# " + name + " = " + key.fallback;
    constexpr size_t width = 34;
    line.append(width - std::min(width, line.size()), ' ');
    return line + " # " + CommentOf(key) + "\n";
}

} // namespace

std::string
StarterScenario(const KnownNames& known)
{
    std::string text = kStarterHead;
    std::string section;
    std::map<std::string, bool> conditional; // tables, by path: whether they need another key
    for (const KeyEntry& key : ListKeys(known))
    {
        const bool skipped = key.table == "costs" || conditional[key.table];
        if (key.kind != KeyKind::kValue)
        {
            conditional[key.Path()] = !key.condition.empty() || skipped;
            if (key.table.empty() || key.kind == KeyKind::kTables)
            {
                section = key.Path();
                text += HeaderOf(key);
            }
        }
        else if (!skipped)
        {
            text += LineOf(key, section);
        }
    }
    return text + kTail;
}

} // namespace ns3::vnlab
