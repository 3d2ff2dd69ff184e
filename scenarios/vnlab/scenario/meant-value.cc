// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/meant-value.h"

#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace ns3::vnlab
{

namespace
{

std::string
Instead(const std::string& value)
{
    return ": write " + value;
}

/// @return the number that a text in quotes is, if it is one
template <class T>
std::optional<T>
NumberInQuotes(const toml::node& node)
{
    const std::string text = node.value_exact<std::string>().value_or("");
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isAll = error == std::errc() && end == text.data() + text.size();
    return isAll ? std::optional(number) : std::nullopt;
}

/// @return a number with decimals, where these are 0
std::optional<int64_t>
WholeNumber(const toml::node& node)
{
    constexpr double most = 9e15; // up to 2^53, doubles are exact
    const double number = node.value_exact<double>().value_or(most);
    const bool isWhole = std::abs(number) < most && number == std::floor(number);
    return isWhole ? std::optional(static_cast<int64_t>(number)) : std::nullopt;
}

} // namespace

std::string
InsteadOfInteger(const toml::node& node, Range accepted)
{
    const std::optional<int64_t> whole = WholeNumber(node);
    const int64_t meant = whole ? *whole : NumberInQuotes<int64_t>(node).value_or(-1);
    const bool isAccepted = meant >= 0 && static_cast<uint64_t>(meant) >= accepted.least &&
                            static_cast<uint64_t>(meant) <= accepted.most;
    return isAccepted ? Instead(std::to_string(meant)) : "";
}

std::string
InsteadOfNumber(const toml::node& node, Bounds<double> accepted)
{
    const std::optional<double> meant = NumberInQuotes<double>(node);
    const bool isAccepted = meant && *meant >= accepted.least && *meant <= accepted.most;
    return isAccepted ? Instead(NumberText(*meant)) : "";
}

std::string
InsteadOfText(const toml::node& node)
{
    return node.is_number() || node.is_boolean() ? Instead(QuoteText(Found(node))) : "";
}

std::string
InsteadOfFlag(const toml::node& node)
{
    const std::string text = node.value_exact<std::string>().value_or("");
    return text == "true" || text == "false" ? Instead(text) : "";
}

std::string
InsteadOfList(const toml::node& node)
{
    return node.is_string() ? Instead("[" + Found(node) + "]") : "";
}

} // namespace ns3::vnlab
