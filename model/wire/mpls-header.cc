// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/mpls-header.h"

#include "model/wire/header-sizes.h"

#include "ns3/abort.h"

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(MplsHeader);

void
MplsHeader::SetLabel(uint32_t label)
{
    NS_ABORT_MSG_IF(label > 0xfffff, "MPLS label " << label << " exceeds 20 bits");
    m_label = label;
}

uint32_t
MplsHeader::GetLabel() const
{
    return m_label;
}

void
MplsHeader::SetTrafficClass(uint8_t trafficClass)
{
    NS_ABORT_MSG_IF(trafficClass > 7, "MPLS traffic class " << +trafficClass << " exceeds 7");
    m_trafficClass = trafficClass;
}

uint8_t
MplsHeader::GetTrafficClass() const
{
    return m_trafficClass;
}

void
MplsHeader::SetBottomOfStack(bool bottomOfStack)
{
    m_bottomOfStack = bottomOfStack;
}

bool
MplsHeader::IsBottomOfStack() const
{
    return m_bottomOfStack;
}

void
MplsHeader::SetTtl(uint8_t ttl)
{
    m_ttl = ttl;
}

uint8_t
MplsHeader::GetTtl() const
{
    return m_ttl;
}

TypeId
MplsHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::MplsHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<MplsHeader>();
    return tid;
}

TypeId
MplsHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
MplsHeader::Print(std::ostream& os) const
{
    os << "label=" << m_label << " trafficClass=" << +m_trafficClass
       << " bottomOfStack=" << m_bottomOfStack << " ttl=" << +m_ttl;
}

uint32_t
MplsHeader::GetSerializedSize() const
{
    return headersize::kMpls;
}

void
MplsHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(m_label << 12 | static_cast<uint32_t>(m_trafficClass) << 9 |
                       static_cast<uint32_t>(m_bottomOfStack) << 8 | m_ttl);
}

uint32_t
MplsHeader::Deserialize(Buffer::Iterator start)
{
    if (start.GetRemainingSize() < headersize::kMpls)
    {
        return 0;
    }
    const uint32_t entry = start.ReadNtohU32();
    m_label = entry >> 12;
    m_trafficClass = entry >> 9 & 7;
    m_bottomOfStack = (entry & 0x100) != 0;
    m_ttl = static_cast<uint8_t>(entry);
    return headersize::kMpls;
}

} // namespace ns3::vnlab
