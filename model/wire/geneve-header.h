// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GENEVE_HEADER_H
#define VNLAB_GENEVE_HEADER_H

#include "model/ids.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/header.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// One option of a GENEVE header (RFC 8926 §3.5).
struct GeneveOption
{
    static constexpr size_t kMaximumDataSize = 124; ///< bytes

    uint16_t optionClass{0};   ///< who defined the type
    uint8_t type{0};           ///< the top bit says that an endpoint has to know the option
    std::vector<uint8_t> data; ///< a multiple of 4 bytes, kMaximumDataSize at most

    bool operator==(const GeneveOption&) const = default;

    bool IsCritical() const
    {
        return (type & 0x80) != 0;
    }
};

/**
 * @brief The GENEVE header with its options: behind UDP port 6081, in front of the payload.
 *
 * The C flag is not a field of its own: it is set where an option is critical.
 * @see RFC 8926 §3.4, §3.5
 */
class GeneveHeader : public Header
{
  public:
    static constexpr size_t kMaximumOptionsSize = 252; ///< bytes, option headers included

    /// @param vni 24 bits; more stops the program
    void SetVni(Vni vni);
    Vni GetVni() const;

    /// @param protocol ethertype of the payload; at first ethertype::kTransparentEthernet
    void SetProtocol(uint16_t protocol);
    uint16_t GetProtocol() const;

    /// @param control whether this is a control packet for the endpoint (the O flag)
    void SetControl(bool control);
    bool IsControl() const;

    /// @param option appended; one of a wrong size, or too much in all, stops the program
    void AddOption(GeneveOption option);
    const std::vector<GeneveOption>& GetOptions() const;

    /// @return the C flag: whether one of the options is critical
    bool HasCriticalOption() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read the header and its options; reserved bits are ignored.
     * @return the size, or 0 with this header unchanged where fewer bytes remain, the version is
     *         not 0, the options do not fill their stated length exactly, or the C flag contradicts
     *         them
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    Vni m_vni;
    uint16_t m_protocol{ethertype::kTransparentEthernet};
    bool m_control{false};
    std::vector<GeneveOption> m_options;
};

} // namespace ns3::vnlab

#endif // VNLAB_GENEVE_HEADER_H
