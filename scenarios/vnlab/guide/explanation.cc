// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/explanation.h"

#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/indicator.h"
#include "model/drop-log.h"
#include "model/input/input-error.h"
#include "model/input/nearest-name.h"
#include "model/key/cost-preset.h"
#include "model/key/cost-table.h"
#include "model/key/registry.h"
#include "model/spec/attacker.h"
#include "scenarios/vnlab/guide/key-list.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/sweep/sweep-keys.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kKey = "key of the scenario file";

/// A line "  type      duration".
std::string
Line(std::string_view label, const std::string& value)
{
    constexpr size_t width = 10;
    std::string text = "  " + std::string(label);
    text.append(2 + width - std::min(text.size(), width + 1), ' ');
    return value.empty() ? "" : text + value + "\n";
}

std::string
Sentence(std::string_view text)
{
    return "  " + std::string(text) + "\n";
}

std::string
TextOf(const KeyEntry& key)
{
    const std::string fallback = key.required ? "none; required" : key.fallback;
    const std::string accepted =
        key.anyName ? "a name that `vnlab list` shows" : ShortList(key.accepted) + key.range;
    const bool several = key.kind == KeyKind::kTables;
    return Sentence(key.description) +
           Line("type", several ? "tables [[" + key.Path() + "]]" : key.type) +
           Line("default",
                key.kind != KeyKind::kValue ? ""
                : key.fallbackWords.empty() ? fallback
                                            : key.fallbackWords) +
           Line("accepted", accepted) + Line("only with", key.condition);
}

std::string
TextOf(const Metric& metric)
{
    const std::string unit(ToString(metric.unit));
    const std::string better(ToString(metric.better));
    const char* const shape = metric.shape == Shape::kScalar ? "one"
                            : metric.shape == Shape::kSamples
                                ? "several; tables show p50, p99, max and never"
                                : "function of time";
    return Sentence(metric.definition) + Line("question", std::string(ToString(metric.question))) +
           Line("unit", unit.empty() ? "count" : unit) +
           Line("better", better.empty() ? "neither" : better) + Line("each run", shape);
}

template <class T>
void
AddWords(const std::string& kind, std::vector<Explanation>& all)
{
    for (const AttackerWord<T>& word : kAttackerWords<T>)
    {
        all.push_back({std::string(word.name), kind, Sentence(word.description)});
    }
}

void
AddNames(std::vector<Explanation>& all)
{
    for (const NamedThings& seam : AllNamedThings())
    {
        for (const NamedThing& thing : seam.things)
        {
            all.push_back(
                {std::string(thing.name), std::string(seam.what), Sentence(thing.description)});
        }
    }
    AddWords<Capability>("capability of an attacker", all);
    AddWords<Position>("position of an attacker", all);
    AddWords<Knowledge>("knowledge of an attacker", all);
}

void
AddCosts(std::vector<Explanation>& all)
{
    for (const CostEntry* cost : AllCosts())
    {
        const std::string unit(ToString(cost->unit));
        all.push_back({"costs." + cost->name,
                       std::string(kKey),
                       Sentence("cost of an operation") + Line("type", "number") +
                           Line("unit", unit.empty() ? "count" : unit) +
                           Line("default", NumberText(cost->standard)) +
                           Line("accepted", "0 or more") + Line("source", cost->source)});
    }
}

void
AddPresets(std::vector<Explanation>& all)
{
    for (const CostPreset* preset : AllCostPresets())
    {
        std::string text =
            Sentence(preset->description) + Line("as of", std::to_string(preset->year));
        for (const PresetCost& cost : preset->costs)
        {
            text += Line("sets", cost.cost + " = " + NumberText(cost.value)) +
                    Line("source", cost.source);
        }
        all.push_back({preset->name, "preset of costs", text});
    }
}

void
AddSweep(std::vector<Explanation>& all)
{
    for (const NamedThing& key : {kSweepTable, kSweepRepeat, kSweepZip})
    {
        all.push_back({std::string(key.name),
                       std::string(kKey),
                       Sentence(key.description) + Line("manual", "doc/sweep.md")});
    }
}

void
AddDropReasons(std::vector<Explanation>& all)
{
    for (const DropReasonRow& row : kDropReasons)
    {
        const std::string name(row.name);
        all.push_back({name,
                       "reason why a packet is dropped",
                       (row.why.empty() ? "" : Sentence(row.why)) +
                           Line("where", std::string(row.where)) +
                           Line("metric", "drops." + name)});
    }
}

bool
Names(const Explanation& candidate, std::string_view name)
{
    if (candidate.name == name)
    {
        return true;
    }
    if (candidate.kind == kKey)
    {
        return candidate.name.ends_with("." + std::string(name));
    }
    const bool isPart = // "reconfig.leak p99" of "reconfig.leak"
        name.starts_with(candidate.name + " ") &&
        std::ranges::count(Indicators(), name, &Indicator::name) > 0;
    const bool isStem = candidate.name == std::string(name) + ".*"; // without its label
    const bool matches = candidate.name.find('*') != std::string::npos &&
                         name.find('*') == std::string_view::npos &&
                         PatternsMeet(candidate.name, name);
    return candidate.kind == "metric" && (isPart || isStem || matches);
}

} // namespace

std::vector<Explanation>
AllExplanations()
{
    std::vector<Explanation> all;
    for (const KeyEntry& key : ListKeys(GatherKnownNames()))
    {
        const bool isCost =
            key.table == "costs" && Registry<CostEntry>::Get().Find(key.name); // AddCosts has it
        if (!isCost)
        {
            all.push_back({key.Path(), std::string(kKey), TextOf(key)});
        }
    }
    AddSweep(all);
    AddCosts(all);
    AddPresets(all);
    for (const Metric& metric : Metrics())
    {
        all.push_back({metric.name, "metric", TextOf(metric)});
    }
    AddNames(all);
    AddDropReasons(all);
    return all;
}

std::string
Explain(std::string_view name)
{
    std::string text;
    std::vector<std::string> known;
    for (const Explanation& explanation : AllExplanations())
    {
        if (Names(explanation, name))
        {
            text += (text.empty() ? "" : "\n") + explanation.name + ": " + explanation.kind + "\n" +
                    explanation.text;
        }
        known.push_back(explanation.name);
        if (explanation.kind == kKey)
        {
            known.push_back(explanation.name.substr(explanation.name.rfind('.') + 1));
        }
    }
    if (text.empty())
    {
        throw InputError({{.file = QuoteShort(name),
                           .message = "is not known; `vnlab list` shows names, and "
                                      "doc/scenario-file.md has every key" +
                                      DidYouMean(name, known)}});
    }
    return text;
}

} // namespace ns3::vnlab
