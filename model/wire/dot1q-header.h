// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT1Q_HEADER_H
#define VNLAB_DOT1Q_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief The 802.1Q tag of a frame, with the ethertype of what it carries.
 *
 * It goes between an EthernetHeader whose ethertype is ethertype::kDot1q and the payload, so the
 * four bytes here are the tag control information and the ethertype behind it.
 * @see IEEE 802.1Q-2018 §9.3 to §9.6
 */
class Dot1qHeader : public Header
{
  public:
    /// @param priority priority code point, 0 to 7; more stops the program
    void SetPriority(uint8_t priority);
    uint8_t GetPriority() const;

    /// @param dropEligible whether the frame may be dropped first where a queue fills
    void SetDropEligible(bool dropEligible);
    bool IsDropEligible() const;

    /// @param vlanId 0 (priority only) to 4095; more stops the program
    void SetVlanId(uint16_t vlanId);
    uint16_t GetVlanId() const;

    /// @param etherType what follows the tag
    void SetEtherType(uint16_t etherType);
    uint16_t GetEtherType() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read the tag; all values of its four bytes are one.
     * @return 4, or 0 with this header unchanged where fewer bytes remain
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint8_t m_priority{0};
    bool m_dropEligible{false};
    uint16_t m_vlanId{0};
    uint16_t m_etherType{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_DOT1Q_HEADER_H
