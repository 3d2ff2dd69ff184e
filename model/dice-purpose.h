// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DICE_PURPOSE_H
#define VNLAB_DICE_PURPOSE_H

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// @return the FNV-1a hash of a text, 64 bits (Fowler, Noll, Vo)
constexpr uint64_t
Fnv1a(std::string_view text)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text)
    {
        hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
    }
    return hash;
}

/**
 * @brief What dice are thrown for, by name: throws for different purposes have nothing in common.
 *
 * One static object beside what throws: `const DicePurpose kLuck{"lateral-movement.luck"};`. Its number
 * is the name's Fnv1a, so a purpose that comes or goes moves the throws of no other.
 */
class DicePurpose
{
  public:
    /// @throws std::logic_error where the name, or its number, is taken; this ends the program before
    ///         main
    explicit DicePurpose(std::string_view name)
        : m_number(Fnv1a(name))
    {
        static std::map<uint64_t, std::string> taken;
        const auto [it, isNew] = taken.try_emplace(m_number, name);
        if (!isNew)
        {
            throw std::logic_error("dice are thrown for \"" + std::string(name) + "\" and \"" +
                                   it->second + "\" by one number");
        }
    }

    DicePurpose(const DicePurpose&) = delete;
    DicePurpose& operator=(const DicePurpose&) = delete;

    uint64_t Number() const
    {
        return m_number;
    }

  private:
    uint64_t m_number;
};

} // namespace ns3::vnlab

#endif // VNLAB_DICE_PURPOSE_H
