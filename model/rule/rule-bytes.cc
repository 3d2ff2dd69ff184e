// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/rule-bytes.h"

#include <cstring>
#include <string>
#include <unordered_set>

namespace ns3::vnlab
{

namespace
{

/// @return the one place of these bytes
const uint8_t*
Intern(std::span<const uint8_t> bytes)
{
    static std::unordered_set<std::string> interned; // its elements stay where they are
    const auto it = interned.emplace(bytes.begin(), bytes.end()).first;
    return reinterpret_cast<const uint8_t*>(it->data());
}

} // namespace

RuleBytes
RuleBytes::Interned(std::span<const uint8_t> bytes)
{
    if (bytes.size() > kMost)
    {
        throw std::length_error("a rule's key or value has more than 255 bytes");
    }
    RuleBytes copy;
    copy.m_size = static_cast<uint8_t>(bytes.size());
    const uint8_t* place = Intern(bytes);
    std::memcpy(copy.m_bytes.data(), &place, sizeof(place));
    return copy;
}

const uint8_t*
RuleBytes::Place() const
{
    const uint8_t* place;
    std::memcpy(&place, m_bytes.data(), sizeof(place));
    return place;
}

} // namespace ns3::vnlab
