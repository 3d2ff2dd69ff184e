// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_BYTES_H
#define VNLAB_PACKET_BYTES_H

#include "ns3/header.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/**
 * @brief Bytes that are already serialised, as a header.
 *
 * The way for hot code to put headers that it composed in its own memory in front of a packet in
 * one step, in place of one ns3::Header after another. The capacity takes the largest stack here:
 * Ethernet, 802.1Q, IPv4 with options, UDP and GENEVE with all its options.
 */
class RawHeader : public Header
{
  public:
    static constexpr size_t kCapacity = 14 + 4 + 60 + 8 + 8 + 252; ///< bytes

    RawHeader() = default;

    /// @param bytes copied; more than kCapacity stops the program
    explicit RawHeader(std::span<const uint8_t> bytes);

    /// @return the bytes, valid as long as this header
    std::span<const uint8_t> GetBytes() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read as many bytes as this header already has: construct it with that many first.
     * @return that count, or 0 where fewer remain
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

    /// @brief Read all bytes up to the end. @return the count, or 0 where they exceed kCapacity
    uint32_t Deserialize(Buffer::Iterator start, Buffer::Iterator end) override;

  private:
    std::array<uint8_t, kCapacity> m_bytes; // only the first m_size are ever read
    uint32_t m_size{0};
};

/**
 * @brief Put bytes in front of a packet.
 * @param packet changed in place
 * @param bytes copied; more than RawHeader::kCapacity stops the program
 */
void PrependBytes(Ptr<Packet> packet, std::span<const uint8_t> bytes);

/**
 * @brief Copy the first bytes of a packet into linear memory.
 * @param packet left as it is
 * @param out filled from its start
 * @return how many bytes were copied: the smaller of both sizes
 */
size_t CopyHead(Ptr<const Packet> packet, std::span<uint8_t> out);

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_BYTES_H
