// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/vxlan-header.h"

#include "model/wire/header-sizes.h"

#include "ns3/abort.h"

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(VxlanHeader);

namespace
{

constexpr uint32_t kValidVni = 0x08000000; // the I flag, in the first four bytes

} // namespace

void
VxlanHeader::SetVni(Vni vni)
{
    NS_ABORT_MSG_IF(vni.value > 0xffffff, "VNI " << vni.value << " exceeds 24 bits");
    m_vni = vni;
}

Vni
VxlanHeader::GetVni() const
{
    return m_vni;
}

TypeId
VxlanHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::VxlanHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<VxlanHeader>();
    return tid;
}

TypeId
VxlanHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
VxlanHeader::Print(std::ostream& os) const
{
    os << "vni=" << m_vni.value;
}

uint32_t
VxlanHeader::GetSerializedSize() const
{
    return headersize::kVxlan;
}

void
VxlanHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(kValidVni);
    start.WriteHtonU32(m_vni.value << 8);
}

uint32_t
VxlanHeader::Deserialize(Buffer::Iterator start)
{
    if (start.GetRemainingSize() < headersize::kVxlan || (start.ReadNtohU32() & kValidVni) == 0)
    {
        return 0;
    }
    m_vni = Vni{start.ReadNtohU32() >> 8};
    return headersize::kVxlan;
}

} // namespace ns3::vnlab
