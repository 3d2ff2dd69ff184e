// SPDX-License-Identifier: GPL-2.0-only
//
// ip-spoof: root in the foothold sends a VM datagrams with the IPv4 address of another VM as their
// source (RFC 2827 is about keeping such packets out). It succeeds when one arrives that bears the
// other VM's address. Every form is tried under every design: from its own Ethernet address, and in
// the tunnel of the virtual link between the two, as if it came from the other VM. Who knows only its
// own VM needs both addresses in its own subnets; the tunnel is the one that its own maps show to the
// target, and the other VM's Ethernet address what they show of it, if they do. For a neighbour, the VM
// that is sent to is another tenant's; whose address is borrowed does not matter.

#include "model/attack/ip-spoof.h"

#include "model/attack/exploit-payload.h"
#include "model/attack/frame-forge.h"
#include "model/attack/injector.h"
#include "model/attack/own-vm.h"
#include "model/cloud/cloud-names.h"

#include "ns3/simulator.h"

#include <stdexcept>
#include <unordered_set>
#include <utility>

namespace ns3::vnlab
{

void
IpSpoofKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "target", "VM to send to: \"tenant/vm\"").Required(), target);
    keys.Text(Named(like, "as", "VM whose address is spoofed: \"tenant/vm\"").Required(), as);
    keys.Duration(Named(like, "interval", "time between datagrams"),
                  interval_ns,
                  {kMicrosecond_ns, kHour_ns});
}

namespace
{

VmId
VmOf(const CloudPlan& plan, const std::string& name)
{
    if (const std::optional<VmId> vm = FindVm(plan, name))
    {
        return *vm;
    }
    throw std::invalid_argument("ip-spoof: no VM " + name);
}

class IpSpoof : public Attack
{
  public:
    IpSpoof(const AttackSetting& setting, const IpSpoofKeys& keys)
        : m_setting(setting),
          m_plan(setting.cloud.Plan()),
          m_forge(setting.cloud.Plan(), setting.cloud.Version()),
          m_target(VmOf(m_plan, keys.target)),
          m_as(VmOf(m_plan, keys.as)),
          m_interval(NanoSeconds(static_cast<int64_t>(keys.interval_ns)))
    {
        if (!setting.IsVictim(m_target))
        {
            throw std::invalid_argument("ip-spoof: " + keys.target +
                                        " is of the foothold's tenant, which a neighbour spares");
        }
        Simulator::Schedule(setting.start - Simulator::Now(), &IpSpoof::SendNext, this);
    }

    void Receive(const Guest& guest, const UdpDatagram& datagram) override
    {
        const std::optional<ExploitPayload> sent = ReadExploit(datagram.payload);
        const bool forged = datagram.source == m_plan.At(FirstVnic(m_as)).address;
        if (!sent || sent->attack != m_setting.number || guest.GetVm() != m_target || !forged)
        {
            return;
        }
        if (m_arrived.insert(sent->attempt).second && m_setting.observer)
        {
            m_setting.observer->Delivered({m_setting.foothold, sent->attempt});
        }
    }

    AttackOutcome Outcome() const override
    {
        return {.attempts = m_attempts,
                .delivered = m_arrived.size(),
                .compromised = {},
                .success = !m_arrived.empty()};
    }

  private:
    VnicId FirstVnic(VmId vm) const
    {
        return m_plan.At(vm).vnics.front();
    }

    void SendNext()
    {
        if (Simulator::Now() >= m_setting.stop)
        {
            return;
        }
        const AttackAttempt attempt{m_setting.foothold, m_attempts++};
        if (m_setting.observer)
        {
            m_setting.observer->Attempted(attempt, m_target);
        }
        const Ptr<Packet> exploit = MakeExploit({.attack = m_setting.number,
                                                 .attacker = m_setting.foothold,
                                                 .attempt = attempt.number});
        if (m_setting.attacker.knowledge == Knowledge::kEverything)
        {
            const VnicId own = FirstVnic(m_setting.foothold);
            Send(own, m_forge.Tunnelled(FirstVnic(m_as), FirstVnic(m_target), exploit), exploit);
        }
        else
        {
            SendFromOwnVm(exploit);
        }
        Simulator::Schedule(m_interval, &IpSpoof::SendNext, this);
    }

    /// From the vNIC's own Ethernet address, and in a tunnel.
    void Send(VnicId own, const std::vector<Ptr<Packet>>& tunnelled, const Ptr<Packet>& exploit)
    {
        VnicDevice& device = m_setting.cloud.DeviceOf(own);
        device.InjectFrame(m_forge.WithBorrowedAddress(
            own, FirstVnic(m_as), FirstVnic(m_target), exploit->Copy()));
        for (const Ptr<Packet>& frame : tunnelled)
        {
            device.InjectFrame(frame);
        }
    }

    /// What the foothold's own maps and subnets allow, which may be nothing.
    void SendFromOwnVm(const Ptr<Packet>& exploit)
    {
        const OwnVm vm(m_setting.cloud, m_setting.foothold);
        const uint32_t as = m_plan.At(FirstVnic(m_as)).address;
        const uint32_t target = m_plan.At(FirstVnic(m_target)).address;
        const std::optional<VnicId> own = vm.VnicTowards(target);
        if (!own || !vm.VnicTowards(as))
        {
            return;
        }
        FrameEnd name{as, m_plan.At(*own).mac};
        for (const FrameEnd& peer : vm.Peers(*own))
        {
            name = peer.address == as ? peer : name;
        }
        Send(*own, vm.Tunnelled(*own, name, target, exploit), exploit);
    }

    AttackSetting m_setting;
    const CloudPlan& m_plan;
    FrameForge m_forge;
    VmId m_target;
    VmId m_as;
    Time m_interval;
    uint32_t m_attempts{0};
    std::unordered_set<uint32_t> m_arrived;
};

class IpSpoofInjector : public Injector
{
  public:
    std::string_view Name() const override
    {
        return "ip-spoof";
    }

    std::string_view Description() const override
    {
        return "root in one VM sends to another, spoofing the address of a third";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<IpSpoofKeys>();
    }

    Capability LeastCapability() const override
    {
        return Capability::kGuestRoot;
    }

    std::vector<Position> Positions() const override
    {
        return {Position::kInside, Position::kNeighbour};
    }

    std::vector<Knowledge> Knowledges() const override
    {
        return {Knowledge::kEverything, Knowledge::kOwnVm};
    }

    std::optional<std::pair<std::string, std::string>> NamedVictim(
        const OwnKeys& keys) const override
    {
        return std::pair("target", dynamic_cast<const IpSpoofKeys&>(keys).target);
    }

    std::vector<std::pair<std::string, std::string>> NamedVms(const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const IpSpoofKeys&>(keys);
        return {{"target", own.target}, {"as", own.as}};
    }

    std::unique_ptr<Attack> Start(const AttackSetting& setting, const OwnKeys& keys) const override
    {
        return std::make_unique<IpSpoof>(setting, dynamic_cast<const IpSpoofKeys&>(keys));
    }
};

const InjectorRegistration kIpSpoof{std::make_unique<IpSpoofInjector>()};

} // namespace

} // namespace ns3::vnlab
