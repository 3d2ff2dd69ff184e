// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROGRAM_INPUTS_H
#define VNLAB_PROGRAM_INPUTS_H

#include "test/conformance/hook/frame-wish.h"
#include "test/conformance/hook/hook-case.h"

#include <algorithm>
#include <map>

namespace ns3::vnlab
{

/// What has to be known of a program to find inputs that lead it somewhere: rules, and frames that
/// they apply to or barely do not.
class ProgramInputs
{
  public:
    explicit ProgramInputs(Draw& draw)
        : m_draw(draw)
    {
    }

    virtual ~ProgramInputs() = default;

    /// Draws a few rules, one for each tunnel protocol and more. @return the rules' map
    virtual MapContents DrawRules() = 0;

    /// Makes as many rules as the map has room for. @return the rules' map
    virtual MapContents DrawAllRules() = 0;

    /// Draws what another hash map of the program holds, for the rules drawn last; nothing, by default.
    virtual MapContents DrawBeside(const vnlab_map& /*map*/)
    {
        return {};
    }

    /// @return number of rules that Hit() knows
    virtual size_t RuleCount() const = 0;

    /// @return an IPv4 frame to which a rule applies
    virtual Bytes Hit(size_t rule, const TunnelWish& wish) = 0;

    /// @return a frame with an address for which there is no rule
    virtual Bytes Miss(const TunnelWish& wish) = 0;

    /// @return a frame that a rule almost fits
    virtual Bytes WrongTunnel(const TunnelWish& wish) = 0;

    /// @return a frame with IPv6
    virtual Bytes Ipv6() = 0;

    /// @return a frame with ARP
    virtual Bytes ArpFrame() = 0;

  protected:
    /// @return what a map holds after these entries were written in turn
    template <class Key, class Value>
    static MapContents Contents(const std::vector<std::pair<Key, Value>>& rules)
    {
        std::map<std::array<uint8_t, sizeof(Key)>, Value> entries;
        for (const auto& [key, value] : rules)
        {
            entries[Field<std::array<uint8_t, sizeof(Key)>>(key)] = value;
        }
        MapContents contents;
        for (const auto& [key, value] : entries)
        {
            auto bytes = ObjectBytes(value);
            contents.keys.insert(contents.keys.end(), key.begin(), key.end());
            contents.values.insert(contents.values.end(), bytes.begin(), bytes.end());
        }
        return contents;
    }

    /// @return a field of a map's key or value as another type of the same size
    template <class To, class From>
    static To Field(const From& from)
    {
        static_assert(sizeof(To) == sizeof(From));
        return As<To>(ObjectBytes(from));
    }

    /// @return a random rule of those that there are
    size_t AnyRule()
    {
        return m_draw.Below(static_cast<uint32_t>(RuleCount()));
    }

    Draw& m_draw;
};

/// @return the i-th address or station of a row, all different
template <class T>
T
NumberedAfter(T first, uint32_t i)
{
    for (size_t byte = first.size(); byte-- > 0 && i > 0;)
    {
        i += first[byte];
        first[byte] = static_cast<uint8_t>(i);
        i >>= 8;
    }
    return first;
}

} // namespace ns3::vnlab

#endif // VNLAB_PROGRAM_INPUTS_H
