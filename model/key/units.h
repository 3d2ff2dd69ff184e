// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_UNITS_H
#define VNLAB_UNITS_H

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

constexpr uint64_t kMicrosecond_ns = 1'000;
constexpr uint64_t kMillisecond_ns = 1'000'000;
constexpr uint64_t kSecond_ns = 1'000'000'000;
constexpr uint64_t kHour_ns = 3'600 * kSecond_ns;

/// A unit and how many base units it is.
struct Unit
{
    std::string_view name;
    uint64_t factor;
};

/// The units in which people write one kind of quantity.
struct UnitFamily
{
    std::string_view quantity;   ///< "duration"
    std::string_view base;       ///< plural of the base unit, "nanoseconds"
    std::string_view example;    ///< "10us"
    std::span<const Unit> units; ///< by factor, the base unit first; of equals the first is written
    bool plain;                  ///< whether a number without a unit means base units
};

extern const UnitFamily kDurations; ///< ns, us, µs, ms, s, min, h; base: nanoseconds
extern const UnitFamily kRates;     ///< bps, kbps, Mbps, Gbps, Tbps; base: bits per second
extern const UnitFamily kSizes;     ///< B, kB, KiB, MB, MiB, GB; base: bytes; plain numbers too

/// A quantity in base units, or why the text is none.
struct QuantityResult
{
    std::optional<uint64_t> value;
    std::string problem; ///< reads on after the text: "has no unit"
};

/**
 * @brief Reads a number, which may have decimals, followed by a unit, with or without a space.
 *
 * The arithmetic is exact: "1.5us" is 1500 ns, and what is not a whole number of base units or
 * exceeds 64 bits is a problem. Signs, exponents and digit separators are not accepted.
 */
QuantityResult ParseQuantity(std::string_view text, const UnitFamily& family);

/// @return the value in the largest unit in which it is a whole number, such as "10us"; reads back
///         as the same value
std::string FormatQuantity(uint64_t value, const UnitFamily& family);

/// @return the names of the units, "ns, us, …"
std::string UnitNames(const UnitFamily& family);

} // namespace ns3::vnlab

#endif // VNLAB_UNITS_H
