// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/section.h"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <utility>

namespace ns3::vnlab::benchmark
{

namespace
{

std::string
Goal(const char* sign, double goal, const std::string& unit, bool met)
{
    const bool whole = goal == std::floor(goal);
    return std::string("goal ") + sign + " " + Text(goal, whole ? 0 : 2) + unit +
           (met ? ": met" : ": missed");
}

} // namespace

Section::Section(std::string heading, std::vector<std::string> columns)
    : m_heading(std::move(heading))
{
    columns.insert(columns.begin(), "");
    m_grid.Add(std::move(columns));
}

void
Section::Add(std::string what, std::vector<std::string> cells)
{
    cells.insert(cells.begin(), std::move(what));
    m_grid.Add(std::move(cells));
}

void
Section::Print() const
{
    std::cout << "\n" << m_heading << "\n" << m_grid.ToString() << std::flush;
}

std::string
Text(double value, int digits)
{
    char text[64];
    std::snprintf(text, sizeof(text), "%.*f", digits, value);
    return text;
}

std::string
Text(const Figure& figure, int digits, double scale)
{
    return Text(figure.median * scale, digits) + " ±" + Text(figure.spread * 100, 0) + "%";
}

std::string
Times(double ratio)
{
    return Text(ratio, ratio < 10 ? 2 : 1) + "x";
}

std::string
AtLeast(double value, double goal, const std::string& unit)
{
    return Goal(">=", goal, unit, value >= goal);
}

std::string
AtMost(double value, double goal, const std::string& unit)
{
    return Goal("<=", goal, unit, value <= goal);
}

} // namespace ns3::vnlab::benchmark
