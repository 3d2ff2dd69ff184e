// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MPLS_HEADER_H
#define VNLAB_MPLS_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief One entry of an MPLS label stack.
 *
 * The top of the stack comes first; the payload follows the entry that is the bottom of it.
 * @see RFC 3032 §2.1, RFC 5462 (the EXP field is the traffic class)
 */
class MplsHeader : public Header
{
  public:
    /// @param label 20 bits; more stops the program
    void SetLabel(uint32_t label);
    uint32_t GetLabel() const;

    /// @param trafficClass 0 to 7; more stops the program
    void SetTrafficClass(uint8_t trafficClass);
    uint8_t GetTrafficClass() const;

    /// @param bottomOfStack whether no further entry follows
    void SetBottomOfStack(bool bottomOfStack);
    bool IsBottomOfStack() const;

    void SetTtl(uint8_t ttl);
    uint8_t GetTtl() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read one entry; all values of its four bytes are one.
     * @return 4, or 0 with this header unchanged where fewer bytes remain
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint32_t m_label{0};
    uint8_t m_trafficClass{0};
    bool m_bottomOfStack{true};
    uint8_t m_ttl{64};
};

} // namespace ns3::vnlab

#endif // VNLAB_MPLS_HEADER_H
