// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/units.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<Unit, 7> kDurationUnits{{{"ns", 1},
                                              {"us", kMicrosecond_ns},
                                              {"µs", kMicrosecond_ns},
                                              {"ms", kMillisecond_ns},
                                              {"s", kSecond_ns},
                                              {"min", 60 * kSecond_ns},
                                              {"h", kHour_ns}}};
constexpr std::array<Unit, 5> kRateUnits{{{"bps", 1},
                                          {"kbps", 1'000},
                                          {"Mbps", 1'000'000},
                                          {"Gbps", 1'000'000'000},
                                          {"Tbps", 1'000'000'000'000}}};
constexpr std::array<Unit, 6> kSizeUnits{{{"B", 1},
                                          {"kB", 1'000},
                                          {"KiB", 1'024},
                                          {"MB", 1'000'000},
                                          {"MiB", 1'048'576},
                                          {"GB", 1'000'000'000}}};

constexpr std::string_view kDigits = "0123456789";

/// Cuts the leading digits off a text and returns them.
std::string_view
TakeDigits(std::string_view& text)
{
    const std::string_view digits = text.substr(0, text.find_first_not_of(kDigits));
    text.remove_prefix(digits.size());
    return digits;
}

std::optional<uint64_t>
ParseDigits(std::string_view digits)
{
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

/// @return the decimals behind a point times the factor, or nothing where that is not whole
std::optional<uint64_t>
Fraction(std::string_view decimals, uint64_t factor)
{
    decimals = decimals.substr(0, decimals.find_last_not_of('0') + 1);
    if (decimals.empty())
    {
        return 0;
    }
    constexpr size_t mostDecimals = 18; // 10^18 fits into 64 bits, and no factor needs as many
    if (decimals.size() > mostDecimals)
    {
        return std::nullopt;
    }
    uint64_t denominator = 1;
    for (size_t i = 0; i < decimals.size(); ++i)
    {
        denominator *= 10;
    }
    // decimals / denominator * factor is whole exactly where what remains of the denominator, after
    // cancelling what it shares with the factor, divides the decimals.
    const uint64_t shared = std::gcd(denominator, factor);
    const uint64_t numerator = *ParseDigits(decimals);
    if (numerator % (denominator / shared) != 0)
    {
        return std::nullopt;
    }
    return numerator / (denominator / shared) * (factor / shared);
}

/// @return the unit of a name, or nothing; no name is the base unit where the family allows it
std::optional<Unit>
FindUnit(std::string_view name, const UnitFamily& family)
{
    if (name.empty() && family.plain)
    {
        return family.units.front();
    }
    const auto found = std::find_if(family.units.begin(),
                                    family.units.end(),
                                    [&](const Unit& unit) { return unit.name == name; });
    return found == family.units.end() ? std::nullopt : std::optional(*found);
}

} // namespace

constinit const UnitFamily kDurations{"duration", "nanoseconds", "10us", kDurationUnits, false};
constinit const UnitFamily kRates{"rate", "bits per second", "10Gbps", kRateUnits, false};
constinit const UnitFamily kSizes{"size", "bytes", "64kB", kSizeUnits, true};

QuantityResult
ParseQuantity(std::string_view text, const UnitFamily& family)
{
    if (text.starts_with('-'))
    {
        return {std::nullopt, "is negative"};
    }
    std::string_view rest = text;
    const std::string_view whole = TakeDigits(rest);
    std::string_view decimals;
    if (!whole.empty() && rest.size() > 1 && rest[0] == '.' &&
        kDigits.find(rest[1]) != std::string_view::npos)
    {
        rest.remove_prefix(1);
        decimals = TakeDigits(rest);
    }
    if (whole.empty())
    {
        return {std::nullopt, "does not start with a number"};
    }
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    const std::optional<Unit> unit = FindUnit(rest, family);
    if (!unit)
    {
        return {std::nullopt, rest.empty() ? "has no unit" : "has an unknown unit"};
    }
    const std::optional<uint64_t> number = ParseDigits(whole);
    const std::optional<uint64_t> fraction = Fraction(decimals, unit->factor);
    if (!fraction)
    {
        return {std::nullopt, "is not a whole number of " + std::string(family.base)};
    }
    uint64_t value = 0;
    if (!number || __builtin_mul_overflow(*number, unit->factor, &value) ||
        __builtin_add_overflow(value, *fraction, &value))
    {
        return {std::nullopt, "is too large"};
    }
    return {value, ""};
}

std::string
FormatQuantity(uint64_t value, const UnitFamily& family)
{
    Unit best = family.units.front();
    for (const Unit& unit : family.units)
    {
        if (value != 0 && unit.factor > best.factor && value % unit.factor == 0)
        {
            best = unit;
        }
    }
    return std::to_string(value / best.factor) + std::string(best.name);
}

std::string
UnitNames(const UnitFamily& family)
{
    std::string names;
    for (const Unit& unit : family.units)
    {
        names += (names.empty() ? "" : ", ") + std::string(unit.name);
    }
    return names;
}

} // namespace ns3::vnlab
