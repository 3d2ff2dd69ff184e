// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/nvgre-header.h"

#include "model/wire/gre-header.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/abort.h"

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(NvgreHeader);

void
NvgreHeader::SetVsid(Vni vsid)
{
    NS_ABORT_MSG_IF(vsid.value > 0xffffff, "VSID " << vsid.value << " exceeds 24 bits");
    m_vsid = vsid;
}

Vni
NvgreHeader::GetVsid() const
{
    return m_vsid;
}

void
NvgreHeader::SetFlowId(uint8_t flowId)
{
    m_flowId = flowId;
}

uint8_t
NvgreHeader::GetFlowId() const
{
    return m_flowId;
}

TypeId
NvgreHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::NvgreHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<NvgreHeader>();
    return tid;
}

TypeId
NvgreHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
NvgreHeader::Print(std::ostream& os) const
{
    os << "vsid=" << m_vsid.value << " flowId=" << +m_flowId;
}

uint32_t
NvgreHeader::GetSerializedSize() const
{
    return headersize::kNvgre;
}

void
NvgreHeader::Serialize(Buffer::Iterator start) const
{
    GreHeader gre;
    gre.SetProtocol(ethertype::kTransparentEthernet);
    gre.SetKey(m_vsid.value << 8 | m_flowId);
    gre.Serialize(start);
}

uint32_t
NvgreHeader::Deserialize(Buffer::Iterator start)
{
    GreHeader gre;
    if (gre.Deserialize(start) != headersize::kNvgre || !gre.GetKey() ||
        gre.GetProtocol() != ethertype::kTransparentEthernet)
    {
        return 0;
    }
    m_vsid = Vni{*gre.GetKey() >> 8};
    m_flowId = static_cast<uint8_t>(*gre.GetKey());
    return headersize::kNvgre;
}

} // namespace ns3::vnlab
