// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/map-message.h"

#include "model/wire/big-endian.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kHeader = 16; // before the key

} // namespace

Ptr<Packet>
MapMessage::Encode() const
{
    std::vector<uint8_t> bytes(kHeader);
    bytes[0] = static_cast<uint8_t>(kind);
    bytes[1] = table.value;
    bytes[2] = static_cast<uint8_t>(key.Size());
    WriteBig32(&bytes[4], static_cast<uint32_t>(nonce >> 32));
    WriteBig32(&bytes[8], static_cast<uint32_t>(nonce));
    WriteBig32(&bytes[12], asker.value);
    std::ranges::copy(key.Bytes(), std::back_inserter(bytes));
    std::ranges::copy(rules.Bytes(), std::back_inserter(bytes));
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

std::optional<MapMessage>
MapMessage::Decode(const Ptr<const Packet>& payload)
{
    std::vector<uint8_t> bytes(payload->GetSize());
    payload->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    const std::span<const uint8_t> all(bytes);
    if (all.size() < kHeader || all[0] < static_cast<uint8_t>(Kind::kRequest) ||
        all[0] > static_cast<uint8_t>(Kind::kSolicit) || all.size() < kHeader + all[2])
    {
        return std::nullopt;
    }
    std::optional<EncodedRules> rules = EncodedRules::Read(all.subspan(kHeader + all[2]));
    if (!rules)
    {
        return std::nullopt;
    }
    return MapMessage{.kind = static_cast<Kind>(all[0]),
                      .nonce = uint64_t{ReadBig32(&all[4])} << 32 | ReadBig32(&all[8]),
                      .asker = VnicId{ReadBig32(&all[12])},
                      .table = TableId{all[1]},
                      .key = RuleBytes::Copy(all.subspan(kHeader, all[2])),
                      .rules = std::move(*rules)};
}

} // namespace ns3::vnlab
