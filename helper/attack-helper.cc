// SPDX-License-Identifier: GPL-2.0-only
#include "helper/attack-helper.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

AttackHelper::AttackHelper(Deployment& cloud, const Dice& dice)
    : m_cloud(cloud),
      m_dice(dice)
{
}

const Attack&
AttackHelper::Install(std::string_view kind, const Who& who, const OwnKeys* keys)
{
    const Injector& injector = Registry<Injector>::Get().Expect("attack", kind);
    if (who.capability < injector.LeastCapability())
    {
        throw std::invalid_argument(std::string(kind) + " needs guest-root");
    }
    const std::unique_ptr<OwnKeys> defaults = injector.MakeKeys();
    m_attacks.push_back(injector.Start({.cloud = m_cloud,
                                        .dice = m_dice,
                                        .number = static_cast<uint32_t>(m_attacks.size()),
                                        .capability = who.capability,
                                        .foothold = who.foothold,
                                        .start = who.start,
                                        .stop = who.stop,
                                        .observer = who.observer},
                                       keys ? *keys : *defaults));
    return *m_attacks.back();
}

const std::vector<std::unique_ptr<Attack>>&
AttackHelper::Attacks() const
{
    return m_attacks;
}

void
AttackHelper::ReceiveUdp(Guest& guest, const UdpDatagram& datagram)
{
    for (const std::unique_ptr<Attack>& attack : m_attacks)
    {
        attack->Receive(guest, datagram);
    }
}

} // namespace ns3::vnlab
