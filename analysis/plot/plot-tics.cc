// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-tics.h"

#include "analysis/style/number-text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

/// @return a step of 1, 2 or 5 times a power of ten, so that about so many fit into the range
double
StepOf(const Interval& range, double most)
{
    const double least = (range.high - range.low) / most;
    const double decade = std::pow(10, std::floor(std::log10(least)));
    const double digit = least / decade;
    return decade * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

/// 0.3 of 0.30000000000000004, and 0 of -0.
double
TwelveDigits(double value)
{
    std::array<char, 40> text{};
    const auto end =
        std::to_chars(text.begin(), text.end(), value, std::chars_format::general, 12).ptr;
    double rounded = value;
    std::from_chars(text.begin(), end, rounded);
    return rounded + 0.0; // -0 is 0
}

/// The label of a tic, which gnuplot reads as a format.
std::string
LabelOf(double value, MetricUnit unit)
{
    const bool isPlain = unit == MetricUnit::kCount && value != std::round(value);
    std::string label;
    for (const char c : isPlain ? ExactNumber(value) : HumanNumber(value, unit))
    {
        label += c == '%' ? "%%" : std::string(1, c);
    }
    return "'" + label + "'";
}

/// Tics at powers of ten, small ones without a label between them.
std::string
DecadeTics(const AxisTics& tics)
{
    const int first = static_cast<int>(std::ceil(std::log10(tics.range.low) - 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(tics.range.high) + 1e-9));
    const int each = static_cast<int>(std::ceil((last - first + 1) / tics.most));
    std::string list;
    for (int decade = first - 1; decade <= last; ++decade)
    {
        for (int digit = 1; digit < 10; ++digit)
        {
            const double value = TwelveDigits(digit * std::pow(10, decade));
            if (value < tics.range.low * (1 - 1e-9) || value > tics.range.high * (1 + 1e-9))
            {
                continue;
            }
            const bool isLabelled = digit == 1 && (decade - first) % each == 0;
            list += (list.empty() ? "" : ", ") +
                    (isLabelled ? LabelOf(value, tics.unit) : std::string("''")) + ' ' +
                    ExactNumber(value) + (isLabelled ? "" : " 1");
        }
    }
    return list;
}

std::string
LinearTics(const AxisTics& tics)
{
    const auto& [low, high] = tics.range;
    const double step = StepOf(tics.range, tics.most);
    const double end = low + tics.until * (high - low) + 1e-9 * step;
    std::string list;
    for (double i = std::ceil(low / step - 1e-9); i * step <= end; ++i)
    {
        const double value = TwelveDigits(i * step);
        list += (list.empty() ? "" : ", ") + LabelOf(value, tics.unit) + ' ' + ExactNumber(value);
    }
    return list;
}

} // namespace

std::string
TicSettings(const AxisTics& tics)
{
    const std::string set = "set " + tics.axis + "tics ";
    if (tics.logarithmic && tics.unit == MetricUnit::kCount)
    {
        return set + "autofreq\nset format " + tics.axis +
               (tics.range.low >= 1 ? " '%.0s%c'\n" : " '%g'\n");
    }
    return set + '(' + (tics.logarithmic ? DecadeTics(tics) : LinearTics(tics)) + ")\n";
}

} // namespace ns3::vnlab
