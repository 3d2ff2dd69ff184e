// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/encoded-rules.h"

namespace ns3::vnlab
{

namespace
{

constexpr uint8_t kErase = 0;
constexpr uint8_t kWrite = 1;
constexpr size_t kHeader = 4;

} // namespace

std::optional<EncodedRules>
EncodedRules::Read(std::span<const uint8_t> bytes)
{
    EncodedRules rules;
    rules.m_bytes.assign(bytes.begin(), bytes.end());
    while (!bytes.empty())
    {
        const bool isWhole = bytes.size() >= kHeader && bytes[0] <= kWrite &&
                             bytes.size() - kHeader >= size_t{bytes[2]} + bytes[3];
        if (!isWhole)
        {
            return std::nullopt;
        }
        bytes = bytes.subspan(kHeader + bytes[2] + bytes[3]);
        ++rules.m_count;
    }
    return rules;
}

void
EncodedRules::Append(uint8_t operation, const RuleKey& where, const RuleBytes& value)
{
    const std::span<const uint8_t> key = where.key.Bytes();
    m_bytes.push_back(operation);
    m_bytes.push_back(where.table.value);
    m_bytes.push_back(static_cast<uint8_t>(key.size()));
    m_bytes.push_back(static_cast<uint8_t>(value.Size()));
    m_bytes.insert(m_bytes.end(), key.begin(), key.end());
    m_bytes.insert(m_bytes.end(), value.Bytes().begin(), value.Bytes().end());
    ++m_count;
}

void
EncodedRules::Append(const RuleKey& erased)
{
    Append(kErase, erased, {});
}

void
EncodedRules::Append(const Rule& written)
{
    Append(kWrite, written.where, written.value);
}

uint32_t
EncodedRules::Count() const
{
    return m_count;
}

uint32_t
EncodedRules::Size() const
{
    return static_cast<uint32_t>(m_bytes.size());
}

std::span<const uint8_t>
EncodedRules::Bytes() const
{
    return m_bytes;
}

RuleDelta
EncodedRules::Decode(EnforcementPoint at) const
{
    RuleDelta rules;
    std::span<const uint8_t> rest(m_bytes);
    while (!rest.empty())
    {
        const size_t keySize = rest[2];
        const size_t valueSize = rest[3];
        const RuleKey where{at, TableId{rest[1]}, RuleBytes::Copy(rest.subspan(kHeader, keySize))};
        if (rest[0] == kErase)
        {
            rules.erased.push_back(where);
        }
        else
        {
            rules.written.push_back(
                {where, RuleBytes::Copy(rest.subspan(kHeader + keySize, valueSize)), {}});
        }
        rest = rest.subspan(kHeader + keySize + valueSize);
    }
    return rules;
}

} // namespace ns3::vnlab
