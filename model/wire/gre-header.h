// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GRE_HEADER_H
#define VNLAB_GRE_HEADER_H

#include "ns3/header.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/**
 * @brief The GRE header with its optional checksum, key and sequence number.
 *
 * The checksum covers the header and everything behind it in the packet, so it is right only in
 * front of the whole payload and nothing else (no Ethernet padding). Bits 6 to 12, which a receiver
 * ignores, and Reserved1 are written as zero.
 * @see RFC 2784 §2, RFC 2890 §2
 */
class GreHeader : public Header
{
  public:
    /// @param protocol ethertype of the payload
    void SetProtocol(uint16_t protocol);
    uint16_t GetProtocol() const;

    /// @param key identifies a flow or a tenant; nothing leaves the field out
    void SetKey(std::optional<uint32_t> key);
    std::optional<uint32_t> GetKey() const;

    /// @param sequence number of the packet within its tunnel; nothing leaves the field out
    void SetSequence(std::optional<uint32_t> sequence);
    std::optional<uint32_t> GetSequence() const;

    /// Makes the header carry a checksum, which Serialize computes over the packet.
    void EnableChecksum();
    bool HasChecksum() const;

    /// @return whether the checksum that was read was right; true where there was none
    bool IsChecksumOk() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read the header and verify the checksum, if there is one.
     * @return 4 to 16, or 0 with this header unchanged where fewer bytes remain than its flags ask
     *         for, the version is not 0, or one of bits 1, 4 and 5 is set (RFC 1701 only, which
     *         RFC 2784 §2.3 has a receiver discard)
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint16_t GetFlags() const;

    uint16_t m_protocol{0};
    bool m_hasChecksum{false};
    bool m_checksumOk{true};
    std::optional<uint32_t> m_key;
    std::optional<uint32_t> m_sequence;
};

} // namespace ns3::vnlab

#endif // VNLAB_GRE_HEADER_H
