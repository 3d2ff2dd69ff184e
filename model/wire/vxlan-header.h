// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VXLAN_HEADER_H
#define VNLAB_VXLAN_HEADER_H

#include "model/ids.h"

#include "ns3/header.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief The VXLAN header: behind UDP port 4789, in front of the inner Ethernet frame.
 *
 * Always written with the I flag and reserved bits of zero; reserved bits are ignored on receipt.
 * @see RFC 7348 §5
 */
class VxlanHeader : public Header
{
  public:
    /// @param vni 24 bits; more stops the program
    void SetVni(Vni vni);
    Vni GetVni() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read the header.
     * @return 8, or 0 with this header unchanged where fewer bytes remain or the I flag is not set:
     *         then there is no valid VNI
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    Vni m_vni;
};

} // namespace ns3::vnlab

#endif // VNLAB_VXLAN_HEADER_H
