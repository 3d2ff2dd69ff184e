// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ESP_TRAILER_H
#define VNLAB_ESP_TRAILER_H

#include "model/wire/header-sizes.h"

#include "ns3/trailer.h"

#include <cstddef>
#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief Bytes of padding that ESP puts behind a payload.
 * @param payloadSize bytes to encrypt, without the trailer
 * @param alignment the cipher's block size; 4 for AES-GCM, the least that ESP allows
 * @return the padding that makes payload and trailer together a multiple of the alignment
 * @see RFC 4303 §2.4
 */
constexpr uint8_t
EspPadding(size_t payloadSize, size_t alignment = 4)
{
    const size_t over = (payloadSize + headersize::kEspTrailer) % alignment;
    return static_cast<uint8_t>(over == 0 ? 0 : alignment - over);
}

/**
 * @brief What ESP puts behind a payload before encryption: padding 1, 2, 3, ..., its length, and
 *        the number of the protocol inside.
 *
 * The integrity check value behind it is not part of this: its length belongs to the security
 * association. Append it after the trailer, and take it off before removing the trailer.
 * @see RFC 4303 §2.4 to §2.6
 */
class EspTrailer : public Trailer
{
  public:
    /// @param padLength bytes of padding, see EspPadding
    void SetPadLength(uint8_t padLength);
    uint8_t GetPadLength() const;

    /// @param nextHeader IPv4 protocol number of the payload; ipproto::kIpip in tunnel mode
    void SetNextHeader(uint8_t nextHeader);
    uint8_t GetNextHeader() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator end) const override;

    /**
     * @brief Read the trailer that ends here.
     * @return its size, or 0 with this trailer unchanged where fewer bytes precede `end` or the
     *         padding is not 1, 2, 3, ...
     */
    uint32_t Deserialize(Buffer::Iterator end) override;

  private:
    uint8_t m_padLength{0};
    uint8_t m_nextHeader{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_ESP_TRAILER_H
