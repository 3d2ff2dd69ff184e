// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ESP_HEADER_H
#define VNLAB_ESP_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief The ESP header: what of an encrypted packet is in clear, behind IPv4 protocol 50.
 * @see RFC 4303 §2.1, §2.2
 */
class EspHeader : public Header
{
  public:
    /// The smallest SPI that IANA has not reserved.
    static constexpr uint32_t kFirstSpi = 256;

    /// @param spi security parameters index; 0, which is not allowed on the wire, stops the program
    void SetSpi(uint32_t spi);
    uint32_t GetSpi() const;

    /// @param sequence number of the packet within its security association, the first is 1
    void SetSequence(uint32_t sequence);
    uint32_t GetSequence() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read the header.
     * @return 8, or 0 with this header unchanged where fewer bytes remain or the SPI is 0
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint32_t m_spi{kFirstSpi};
    uint32_t m_sequence{1};
};

} // namespace ns3::vnlab

#endif // VNLAB_ESP_HEADER_H
