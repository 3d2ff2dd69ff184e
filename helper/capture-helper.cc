// SPDX-License-Identifier: GPL-2.0-only
#include "helper/capture-helper.h"

#include "ns3/simulator.h"
#include "ns3/trace-helper.h"

namespace ns3::vnlab
{

namespace
{

/// LINKTYPE_ETHERNET; what ns-3 calls it changes after 3.48.
constexpr auto kEthernetLink = static_cast<PcapHelper::DataLinkType>(1);

Ptr<PcapFileWrapper>
MakeFile(const std::string& path)
{
    return PcapHelper().CreateFile(path, std::ios::out, kEthernetLink);
}

} // namespace

void
CaptureDevice(const Ptr<EthernetDevice>& device, const std::string& path)
{
    PcapHelper().HookDefaultSink<EthernetDevice>(device, "PromiscSniffer", MakeFile(path));
}

void
CaptureLink(Fabric& fabric, LinkId link, const std::string& path)
{
    fabric.AddTap(link,
                  [file = MakeFile(path)](const Ptr<const Packet>& frame)
                  { file->Write(Simulator::Now(), frame); });
}

} // namespace ns3::vnlab
