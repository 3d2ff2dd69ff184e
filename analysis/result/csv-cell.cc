// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/csv-cell.h"

#include <charconv>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

bool
IsPlainNumber(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error != std::errc::invalid_argument && end == text.data() + text.size();
}

/// @return whether a formula begins behind any number of '. So what a ' was put before is not taken
///         for what had one.
bool
HasFormula(std::string_view text)
{
    const size_t first = text.find_first_not_of('\'');
    return first != std::string_view::npos &&
           std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos &&
           !IsPlainNumber(text);
}

} // namespace

std::string
CellOf(const std::string& text)
{
    return HasFormula(text) ? "'" + text : text;
}

std::string
TextOfCell(const std::string& cell)
{
    return cell.starts_with('\'') && HasFormula(cell) ? cell.substr(1) : cell;
}

} // namespace ns3::vnlab
