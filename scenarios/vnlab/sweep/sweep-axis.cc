// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-axis.h"

#include "model/key/units.h"
#include "scenarios/vnlab/scenario/parameter-value.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/toml-document.h"
#include "scenarios/vnlab/scenario/toml-scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace ns3::vnlab
{

namespace
{

constexpr int64_t kMostSteps = 100'000;

/// A number with what follows it, such as "10Gbps".
struct WithUnit
{
    double number{0};
    bool isInteger{false};
    std::string unit; ///< empty where it is a number
};

std::optional<WithUnit>
NumberOf(const toml::node* node)
{
    if (!node)
    {
        return std::nullopt;
    }
    if (const auto integer = node->value_exact<int64_t>())
    {
        return WithUnit{static_cast<double>(*integer), true, ""};
    }
    if (const auto number = node->value_exact<double>())
    {
        return WithUnit{*number, false, ""};
    }
    const std::string text = node->value_exact<std::string>().value_or("");
    WithUnit result;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), result.number);
    result.unit.assign(end, text.data() + text.size());
    return error == std::errc() && !result.unit.empty() ? std::optional(result) : std::nullopt;
}

/// @return the number with twelve digits: 0.3 and not 0.30000000000000004
double
Rounded(double number)
{
    std::array<char, 32> text;
    const auto end = std::to_chars(
        text.data(), text.data() + text.size(), number, std::chars_format::general, 12);
    double rounded = 0;
    std::from_chars(text.data(), end.ptr, rounded);
    return rounded;
}

void
Append(toml::array& values, double exact, const WithUnit& like)
{
    const double number = Rounded(exact);
    if (!like.unit.empty())
    {
        values.push_back(NumberText(number) + like.unit);
    }
    else if (like.isInteger)
    {
        values.push_back(static_cast<int64_t>(std::llround(number)));
    }
    else
    {
        values.push_back(number);
    }
}

std::optional<AxisProblem>
ReadRange(const toml::table& range, toml::array& values)
{
    const auto refuse = [](const toml::node& node, const std::string& message) {
        return AxisProblem{PlaceOf(node.source()), message};
    };
    constexpr std::array keys{"from", "to", "steps", "scale"};
    for (const auto& [key, node] : range)
    {
        if (std::ranges::count(keys, std::string_view(key.str())) == 0)
        {
            return refuse(
                node, "has " + QuoteShort(key.str()) + "; accepted are from, to, steps and scale");
        }
    }
    const auto from = NumberOf(range.get("from"));
    const auto to = NumberOf(range.get("to"));
    if (!from || !to)
    {
        return refuse(range, "has no from and to; accepted are numbers, or quantities in one unit");
    }
    if (from->unit != to->unit)
    {
        return refuse(*range.get("to"),
                      "goes from " + QuoteShort(from->unit) + " to " + QuoteShort(to->unit) +
                          "; accepted is one unit");
    }
    const int64_t steps = range["steps"].value_exact<int64_t>().value_or(0);
    if (steps < 2 || steps > kMostSteps)
    {
        return refuse(range, "has no steps from 2 to " + std::to_string(kMostSteps));
    }
    const std::string scale = range["scale"].value_or(std::string("linear"));
    if (scale != "linear" && scale != "log")
    {
        return refuse(*range.get("scale"),
                      "has the scale " + Found(*range.get("scale")) +
                          "; accepted are \"linear\" and \"log\"");
    }
    if (scale == "log" && (from->number <= 0 || to->number <= 0))
    {
        return refuse(range, "is logarithmic; accepted are from and to above 0");
    }
    WithUnit like = *from;
    like.isInteger = from->isInteger && to->isInteger;
    for (int64_t i = 0; i < steps; ++i)
    {
        const double part = static_cast<double>(i) / static_cast<double>(steps - 1);
        Append(values,
               scale == "log" ? from->number * std::pow(to->number / from->number, part)
                              : from->number + (to->number - from->number) * part,
               like);
    }
    // Of integers close together some are the same: equal ones stand side by side.
    for (size_t i = values.size(); i-- > 1;)
    {
        if (ParameterOf(values[i]) == ParameterOf(values[i - 1]))
        {
            values.erase(values.begin() + static_cast<ptrdiff_t>(i));
        }
    }
    return std::nullopt;
}

/// One step of a path: "tenants[2]" is a name with an index.
struct Step
{
    std::string name;
    std::optional<size_t> index;
};

std::optional<std::vector<Step>>
StepsOf(std::string_view path)
{
    std::vector<Step> steps;
    while (true)
    {
        const size_t dot = path.find('.');
        std::string_view part = path.substr(0, dot);
        Step step;
        if (part.ends_with(']'))
        {
            const size_t open = part.find('[');
            size_t index = 0;
            const char* end = part.data() + part.size() - 1;
            if (open == std::string_view::npos ||
                std::from_chars(part.data() + open + 1, end, index).ptr != end)
            {
                return std::nullopt;
            }
            step.index = index;
            part = part.substr(0, open);
        }
        if (part.empty())
        {
            return std::nullopt;
        }
        step.name = part;
        steps.push_back(std::move(step));
        if (dot == std::string_view::npos)
        {
            return steps;
        }
        path.remove_prefix(dot + 1);
    }
}

std::optional<std::string>
SetAt(toml::table& table, std::span<const Step> steps, const toml::node& value)
{
    const Step& step = steps.front();
    if (steps.size() == 1)
    {
        if (step.index)
        {
            return "ends with an index; accepted is a key";
        }
        value.visit([&](const auto& node) { table.insert_or_assign(step.name, node); });
        return std::nullopt;
    }
    toml::node* next = table.get(step.name);
    if (!next)
    {
        next = &table.insert(step.name, toml::table{}).first->second;
    }
    if (toml::table* inner = next->as_table(); inner && !step.index)
    {
        return SetAt(*inner, steps.subspan(1), value);
    }
    toml::array* tables = next->as_array();
    if (!tables || !tables->is_array_of_tables())
    {
        return "goes through " + QuoteShort(step.name) + ", which is not a table" +
               (step.index ? " of an array" : "");
    }
    if (step.index && *step.index >= tables->size())
    {
        return "goes through " + step.name + "[" + std::to_string(*step.index) +
               "]; the file has " + std::to_string(tables->size()) + ", counted from 0";
    }
    for (size_t i = 0; i < tables->size(); ++i)
    {
        if (!step.index || *step.index == i)
        {
            if (const auto problem =
                    SetAt(*tables->get_as<toml::table>(i), steps.subspan(1), value))
            {
                return problem;
            }
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<AxisProblem>
ReadAxisValues(const toml::node& node, toml::array& values)
{
    if (const toml::table* range = node.as_table())
    {
        return ReadRange(*range, values);
    }
    const toml::array* list = node.as_array();
    if (!list || list->empty())
    {
        return AxisProblem{PlaceOf(node.source()),
                           "is " + (list ? "an empty list" : Found(node)) +
                               "; accepted are a list of values and { from, to, steps, scale }"};
    }
    std::set<std::string> texts;
    for (const toml::node& value : *list)
    {
        if (!texts.insert(ParameterOf(value).text).second)
        {
            return AxisProblem{PlaceOf(value.source()), "has " + Found(value) + " twice"};
        }
    }
    values = *list;
    return std::nullopt;
}

std::optional<std::string>
SetKey(toml::table& document, std::string_view path, const toml::node& value)
{
    if (static_cast<size_t>(std::ranges::count(path, '.')) >= kMostTomlLevels)
    {
        return "has more than " + std::to_string(kMostTomlLevels) + " parts";
    }
    const std::optional<std::vector<Step>> steps = StepsOf(path);
    return steps ? SetAt(document, *steps, value)
                 : "is not a key path, such as \"tenants.count\" or \"tenants[0].count\"";
}

} // namespace ns3::vnlab
