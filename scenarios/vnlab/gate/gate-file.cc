// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/gate/gate-file.h"

#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/headline.h"
#include "model/input/input-error.h"
#include "model/input/nearest-name.h"
#include "model/key/units.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

namespace ns3::vnlab
{

namespace
{

constexpr std::array kKeys{"metric",
                           "headlines",
                           "design",
                           "max_increase",
                           "max_decrease",
                           "max_worse",
                           "max",
                           "min",
                           "exact",
                           "may_fail",
                           "significant"};

/// @return 0.05 of "5%" or "5 %"
std::optional<double>
PercentOf(const std::string& text)
{
    double percent = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, percent);
    const std::string_view rest(end, last);
    const bool valid = error == std::errc() && (rest == "%" || rest == " %");
    return valid && std::isfinite(percent) ? std::optional(percent / 100) : std::nullopt;
}

/// @return in which quantities values of a unit are written; nullptr: in numbers only
const UnitFamily*
FamilyOf(MetricUnit unit)
{
    switch (unit)
    {
    case MetricUnit::kSeconds:
        return &kDurations;
    case MetricUnit::kBytes:
        return &kSizes;
    case MetricUnit::kBitsPerSecond:
        return &kRates;
    case MetricUnit::kCount:
    case MetricUnit::kFraction:
        break;
    }
    return nullptr;
}

/// Reads one table of [[gates]]; problems go to the list.
class GateReader
{
  public:
    GateReader(const toml::table& table,
               const std::string& file,
               const std::vector<std::string>& designs,
               std::vector<Diagnostic>& problems)
        : m_table(table),
          m_file(file),
          m_designs(designs),
          m_problems(problems)
    {
    }

    Gate Read();

  private:
    void Refuse(const toml::node& node, const std::string& message)
    {
        m_problems.push_back(MakeDiagnostic(m_file, PlaceOf(node.source()), message));
    }

    void RefuseValue(const std::string& key, const std::string& accepted)
    {
        const toml::node& node = *m_table.get(key);
        Refuse(node, key + " is " + Found(node) + "; accepted is " + accepted);
    }

    void ReadPattern(const std::string& key,
                     std::string& value,
                     const std::vector<std::string>& known);
    void ReadHeadlines(std::string& value);
    void ReadFlag(const std::string& key, bool& value);
    void ReadAllowance(const std::string& key, std::optional<Allowance>& value);
    void ReadBound(const std::string& key, std::optional<double>& value);
    std::optional<double> AmountAt(const toml::node& node) const;
    void FindUnit(const std::string& metric);
    std::string AcceptedAmount() const;
    void CheckKeys();
    void CheckSense(const Gate& gate);

    const toml::table& m_table;
    const std::string& m_file;
    const std::vector<std::string>& m_designs;
    std::vector<Diagnostic>& m_problems;
    std::optional<MetricUnit> m_unit; ///< that all metrics of the gate have, if they have one
};

Gate
GateReader::Read()
{
    CheckKeys();
    Gate gate;
    std::vector<std::string> metrics;
    for (const Indicator& indicator : Indicators())
    {
        metrics.push_back(indicator.name);
    }
    ReadPattern("metric", gate.metric, metrics);
    ReadHeadlines(gate.headlines);
    ReadPattern("design", gate.design, m_designs);
    FindUnit(gate.metric);
    ReadAllowance("max_increase", gate.maxIncrease);
    ReadAllowance("max_decrease", gate.maxDecrease);
    ReadAllowance("max_worse", gate.maxWorse);
    ReadBound("max", gate.max);
    ReadBound("min", gate.min);
    ReadFlag("exact", gate.exact);
    ReadFlag("may_fail", gate.mayFail);
    ReadFlag("significant", gate.significant);
    CheckSense(gate);
    return gate;
}

void
GateReader::CheckKeys()
{
    const std::vector<std::string> known(kKeys.begin(), kKeys.end());
    for (const auto& [key, node] : m_table)
    {
        const std::string name(key.str());
        if (std::ranges::count(known, name) == 0)
        {
            m_problems.push_back(MakeDiagnostic(m_file,
                                                PlaceOf(key.source()),
                                                "unknown key " + QuoteShort(name) +
                                                    " in gates; accepted are " + ShortList(known) +
                                                    DidYouMean(name, known)));
        }
    }
}

/// Says so where a gate could never break.
void
GateReader::CheckSense(const Gate& gate)
{
    const bool judges = m_table.contains("max_increase") || m_table.contains("max_decrease") ||
                        m_table.contains("max_worse") || m_table.contains("max") ||
                        m_table.contains("min") || gate.exact;
    if (!judges)
    {
        Refuse(
            m_table,
            "the gate accepts everything; accepted is one or more of max_increase, max_decrease, "
            "max_worse, max, min and exact = true");
    }
    const bool directed = std::ranges::any_of(Indicators(),
                                              [&](const Indicator& indicator) {
                                                  return indicator.better != Better::kNeither &&
                                                         PatternsMeet(gate.metric, indicator.name);
                                              });
    if (gate.maxWorse && !directed)
    {
        Refuse(*m_table.get("max_worse"),
               "max_worse needs a metric that is better when lower or higher, and " +
                   QuoteShort(gate.metric) +
                   " is neither; accepted are max_increase and "
                   "max_decrease");
    }
}

void
GateReader::ReadPattern(const std::string& key,
                        std::string& value,
                        const std::vector<std::string>& known)
{
    const toml::node* node = m_table.get(key);
    if (!node)
    {
        return;
    }
    const std::optional<std::string> text = node->value_exact<std::string>();
    if (!text)
    {
        RefuseValue(key, "a name in quotes, or a pattern with *");
        return;
    }
    constexpr size_t longest = 200; // keeps patterns cheap
    const auto meets = [&](const std::string& name) { return PatternsMeet(*text, name); };
    if (text->size() > longest || std::ranges::none_of(known, meets))
    {
        const Metric* metric = FindMetric(*text);
        const bool sampled = key == "metric" && metric && metric->shape == Shape::kSamples;
        Refuse(*node,
               sampled ? QuoteShort(*text) + " is a distribution; accepted are " + *text +
                             " p50, " + *text + " p99, " + *text + " max and " + *text + " never"
                       : "there is no " + key + " " + QuoteShort(*text) +
                             "; `vnlab list` shows all" + DidYouMean(*text, known));
        return;
    }
    value = *text;
}

/// A question of which only the headlines are gated, or all questions.
void
GateReader::ReadHeadlines(std::string& value)
{
    const toml::node* node = m_table.get("headlines");
    if (!node)
    {
        return;
    }
    std::vector<std::string> known{kAllQuestions};
    for (const Indicator& indicator : Indicators())
    {
        if (FindHeadline(indicator.name) && std::ranges::count(known, indicator.heading) == 0)
        {
            known.push_back(indicator.heading);
        }
    }
    value = node->value_exact<std::string>().value_or("");
    if (std::ranges::count(known, value) == 0)
    {
        Refuse(*node,
               "headlines is " + Found(*node) + "; accepted are " + ShortList(known) +
                   DidYouMean(value, known));
    }
}

void
GateReader::ReadFlag(const std::string& key, bool& value)
{
    if (const toml::node* node = m_table.get(key))
    {
        const std::optional<bool> flag = node->value_exact<bool>();
        flag ? void(value = *flag) : RefuseValue(key, "true or false");
    }
}

void
GateReader::FindUnit(const std::string& metric)
{
    std::set<MetricUnit> units;
    for (const Indicator& indicator : Indicators())
    {
        if (PatternsMeet(metric, indicator.name))
        {
            units.insert(indicator.unit);
        }
    }
    m_unit = units.size() == 1 ? std::optional(*units.begin()) : std::nullopt;
}

std::string
GateReader::AcceptedAmount() const
{
    const std::string with =
        !m_unit                                 ? ""
        : *m_unit == MetricUnit::kSeconds       ? " of seconds, or a duration such as \"5ms\""
        : *m_unit == MetricUnit::kBytes         ? " of bytes, or a size such as \"64kB\""
        : *m_unit == MetricUnit::kBitsPerSecond ? " of bits per second, or a rate such as \"1Gbps\""
        : *m_unit == MetricUnit::kFraction      ? " from 0 to 1"
                                                : "";
    return "a number" + with;
}

/// @return a number, or a quantity in the unit of the gate's metrics
std::optional<double>
GateReader::AmountAt(const toml::node& node) const
{
    if (node.is_number())
    {
        const double number = *node.value<double>();
        return std::isfinite(number) ? std::optional(number) : std::nullopt;
    }
    const std::optional<std::string> text = node.value_exact<std::string>();
    const UnitFamily* family = m_unit ? FamilyOf(*m_unit) : nullptr;
    if (!text || !family)
    {
        return std::nullopt;
    }
    const QuantityResult quantity = ParseQuantity(*text, *family);
    constexpr double nanoseconds = 1e9;
    return quantity.value ? std::optional(static_cast<double>(*quantity.value) /
                                          (family == &kDurations ? nanoseconds : 1))
                          : std::nullopt;
}

void
GateReader::ReadAllowance(const std::string& key, std::optional<Allowance>& value)
{
    const toml::node* node = m_table.get(key);
    if (!node)
    {
        return;
    }
    const auto percent = PercentOf(node->value_exact<std::string>().value_or(""));
    const auto amount = percent ? percent : AmountAt(*node);
    if (!amount || *amount < 0)
    {
        RefuseValue(key, "a part of the old value such as \"5%\", or " + AcceptedAmount());
        return;
    }
    value = Allowance{*amount, percent.has_value()};
}

void
GateReader::ReadBound(const std::string& key, std::optional<double>& value)
{
    const toml::node* node = m_table.get(key);
    if (!node)
    {
        return;
    }
    value = AmountAt(*node);
    if (!value && m_unit == MetricUnit::kFraction)
    {
        value = PercentOf(node->value_exact<std::string>().value_or(""));
    }
    if (!value)
    {
        RefuseValue(key, AcceptedAmount());
    }
}

} // namespace

std::vector<PlacedGate>
ParseGates(std::string_view text,
           const std::string& fileName,
           const std::vector<std::string>& designs)
{
    const toml::table document = ParseDocument(text, fileName);
    std::vector<Diagnostic> problems;
    std::vector<PlacedGate> gates;
    for (const auto& [key, node] : document)
    {
        if (key != "gates")
        {
            problems.push_back(MakeDiagnostic(fileName,
                                              PlaceOf(key.source()),
                                              "unknown key " + QuoteShort(key.str()) +
                                                  "; accepted are tables [[gates]]"));
        }
    }
    const toml::node* node = document.get("gates");
    const toml::array* tables = node ? node->as_array() : nullptr;
    if (!tables || !tables->is_array_of_tables())
    {
        problems.push_back(MakeDiagnostic(fileName,
                                          node ? PlaceOf(node->source()) : Place{},
                                          "there are no gates; accepted are tables [[gates]]"));
        throw InputError(problems);
    }
    for (const toml::node& table : *tables)
    {
        gates.push_back({GateReader(*table.as_table(), fileName, designs, problems).Read(),
                         fileName + ":" + std::to_string(PlaceOf(table.source()).line)});
    }
    if (!problems.empty())
    {
        throw InputError(problems);
    }
    return gates;
}

} // namespace ns3::vnlab
