// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NVGRE_HEADER_H
#define VNLAB_NVGRE_HEADER_H

#include "model/ids.h"

#include "ns3/header.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief The NVGRE header: GRE with a key made of the virtual subnet id and a flow id.
 *
 * It goes behind IPv4 protocol 47, in front of the inner Ethernet frame.
 * @see RFC 7637 §3.2
 */
class NvgreHeader : public Header
{
  public:
    /// @param vsid virtual subnet id, 24 bits; more stops the program
    void SetVsid(Vni vsid);
    Vni GetVsid() const;

    /// @param flowId tells flows of one subnet apart, for choosing a path; 0 where not used
    void SetFlowId(uint8_t flowId);
    uint8_t GetFlowId() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read the header.
     * @return 8, or 0 with this header unchanged where the bytes are not GRE, carry something other
     *         than an Ethernet frame, have no key, or have a checksum or a sequence number
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    Vni m_vsid;
    uint8_t m_flowId{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_NVGRE_HEADER_H
