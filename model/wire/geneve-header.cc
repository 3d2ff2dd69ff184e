// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/geneve-header.h"

#include "model/wire/header-sizes.h"

#include "ns3/abort.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(GeneveHeader);

namespace
{

constexpr uint32_t kOptionHeaderSize = 4;
constexpr uint8_t kControl = 0x80;
constexpr uint8_t kCritical = 0x40;

uint32_t
SizeOf(const std::vector<GeneveOption>& options)
{
    uint32_t size = 0;
    for (const GeneveOption& option : options)
    {
        size += kOptionHeaderSize + static_cast<uint32_t>(option.data.size());
    }
    return size;
}

bool
HasCritical(const std::vector<GeneveOption>& options)
{
    return std::any_of(options.begin(), options.end(), std::mem_fn(&GeneveOption::IsCritical));
}

/**
 * @param at the first option
 * @param left bytes that the options fill, no more than remain
 * @return the options, or nothing where one of them does not fit
 */
std::optional<std::vector<GeneveOption>>
ReadOptions(Buffer::Iterator at, uint32_t left)
{
    std::vector<GeneveOption> options;
    while (left > 0)
    {
        GeneveOption option; // `left` is a multiple of 4, so an option's header is there
        option.optionClass = at.ReadNtohU16();
        option.type = at.ReadU8();
        const uint32_t dataSize = (at.ReadU8() & 0x1f) * 4u;
        if (left < kOptionHeaderSize + dataSize)
        {
            return std::nullopt;
        }
        option.data.resize(dataSize);
        at.Read(option.data.data(), dataSize);
        options.push_back(std::move(option));
        left -= kOptionHeaderSize + dataSize;
    }
    return options;
}

} // namespace

void
GeneveHeader::SetVni(Vni vni)
{
    NS_ABORT_MSG_IF(vni.value > 0xffffff, "VNI " << vni.value << " exceeds 24 bits");
    m_vni = vni;
}

Vni
GeneveHeader::GetVni() const
{
    return m_vni;
}

void
GeneveHeader::SetProtocol(uint16_t protocol)
{
    m_protocol = protocol;
}

uint16_t
GeneveHeader::GetProtocol() const
{
    return m_protocol;
}

void
GeneveHeader::SetControl(bool control)
{
    m_control = control;
}

bool
GeneveHeader::IsControl() const
{
    return m_control;
}

void
GeneveHeader::AddOption(GeneveOption option)
{
    NS_ABORT_MSG_IF(option.data.size() % 4 != 0 ||
                        option.data.size() > GeneveOption::kMaximumDataSize,
                    "a GENEVE option cannot hold " << option.data.size() << " bytes");
    m_options.push_back(std::move(option));
    NS_ABORT_MSG_IF(SizeOf(m_options) > kMaximumOptionsSize,
                    "GENEVE options of " << SizeOf(m_options) << " bytes exceed "
                                         << kMaximumOptionsSize);
}

const std::vector<GeneveOption>&
GeneveHeader::GetOptions() const
{
    return m_options;
}

bool
GeneveHeader::HasCriticalOption() const
{
    return HasCritical(m_options);
}

TypeId
GeneveHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::GeneveHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<GeneveHeader>();
    return tid;
}

TypeId
GeneveHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
GeneveHeader::Print(std::ostream& os) const
{
    os << "vni=" << m_vni.value << " protocol=0x" << std::hex << m_protocol << std::dec
       << " control=" << m_control << " options=" << m_options.size();
}

uint32_t
GeneveHeader::GetSerializedSize() const
{
    return static_cast<uint32_t>(headersize::kGeneve) + SizeOf(m_options);
}

void
GeneveHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(static_cast<uint8_t>(SizeOf(m_options) / 4)); // version 0 in the two top bits
    start.WriteU8(
        static_cast<uint8_t>((m_control ? kControl : 0) | (HasCriticalOption() ? kCritical : 0)));
    start.WriteHtonU16(m_protocol);
    start.WriteHtonU32(m_vni.value << 8);
    for (const GeneveOption& option : m_options)
    {
        start.WriteHtonU16(option.optionClass);
        start.WriteU8(option.type);
        start.WriteU8(static_cast<uint8_t>(option.data.size() / 4));
        start.Write(option.data.data(), static_cast<uint32_t>(option.data.size()));
    }
}

uint32_t
GeneveHeader::Deserialize(Buffer::Iterator start)
{
    const uint32_t available = start.GetRemainingSize();
    if (available < headersize::kGeneve)
    {
        return 0;
    }
    const uint8_t versionAndLength = start.ReadU8();
    const uint8_t flags = start.ReadU8();
    const uint16_t protocol = start.ReadNtohU16();
    const Vni vni{start.ReadNtohU32() >> 8};
    const uint32_t optionsSize = (versionAndLength & 0x3f) * 4u;
    if (versionAndLength >> 6 != 0 || available < headersize::kGeneve + optionsSize)
    {
        return 0;
    }
    auto options = ReadOptions(start, optionsSize);
    if (!options || HasCritical(*options) != ((flags & kCritical) != 0))
    {
        return 0;
    }
    m_vni = vni;
    m_protocol = protocol;
    m_control = (flags & kControl) != 0;
    m_options = std::move(*options);
    return static_cast<uint32_t>(headersize::kGeneve) + optionsSize;
}

} // namespace ns3::vnlab
