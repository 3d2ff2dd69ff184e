// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/work-report.h"

namespace ns3::vnlab
{

WorkReport
CollectWork(Deployment& deployment)
{
    WorkReport report;
    for (uint32_t host = 0; host < deployment.HostCount(); ++host)
    {
        const HostSwitch& place = deployment.SwitchOf(HostId{host});
        const SwitchWork& work = place.Work(Population::kTraffic);
        report.hosts.forwarded += work.forwarded;
        report.hosts.encapsulated += work.encapsulated;
        report.hosts.decapsulated += work.decapsulated;
        report.hosts.filtered += work.filtered;
        report.hosts.tracked += work.tracked;
        report.hosts.sealed += work.sealed;
        report.hosts.sealedBytes += work.sealedBytes;
        report.hosts.flooded += work.flooded;
        report.hosts.overheadBytes += work.overheadBytes;
        report.hosts.redirected += work.redirected;
        report.hosts.redirectedBytes += work.redirectedBytes;
        report.learned += place.Learned();
    }
    for (const TunnelServer* const gateway : deployment.TunnelServers())
    {
        report.gatewayOverheadBytes += gateway->Work(Population::kTraffic).overheadBytes;
        report.gatewayCpu += gateway->Work(Population::kTraffic).cpu;
    }
    for (uint32_t vnic = 0; vnic < deployment.Plan().vnics.size(); ++vnic)
    {
        const VnicDevice& device = deployment.DeviceOf(VnicId{vnic});
        report.hookEncapsulate += device.GetHooks().Executions(kEncapsulateProgram);
        report.hookDecapsulate += device.GetHooks().Executions(kDecapsulateProgram);
        report.hookWhitelist += device.GetHooks().Executions(kWhitelistProgram);
        report.hookOverheadBytes += device.GetOverheadBytes();
        if (const IpsecStack* ipsec = deployment.IpsecOf(VnicId{vnic}))
        {
            report.ipsec.packets += ipsec->Work().packets;
            report.ipsec.bytes += ipsec->Work().bytes;
            if (const IkeDaemon* ike = ipsec->Ike())
            {
                report.ike += ike->Work();
            }
        }
    }
    return report;
}

} // namespace ns3::vnlab
