// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ENCODED_RULES_H
#define VNLAB_ENCODED_RULES_H

#include "model/rule/rule.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The body of an update: rules that go and come at one place, as bytes.
 *
 * For each rule: operation, table, length of the key, length of the value (a byte each), key, value.
 * The place and the origin are not in it: the channel has the one, an agent needs no other.
 */
class EncodedRules
{
  public:
    /// @return the rules that the bytes are; nothing where they are not whole
    static std::optional<EncodedRules> Read(std::span<const uint8_t> bytes);

    void Append(const RuleKey& erased);
    void Append(const Rule& written);

    /// @return rules
    uint32_t Count() const;

    /// @return bytes
    uint32_t Size() const;
    std::span<const uint8_t> Bytes() const;

    /// @param at the place where the rules are
    RuleDelta Decode(EnforcementPoint at) const;

  private:
    void Append(uint8_t operation, const RuleKey& where, const RuleBytes& value);

    std::vector<uint8_t> m_bytes;
    uint32_t m_count{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_ENCODED_RULES_H
