// SPDX-License-Identifier: GPL-2.0-only
#include "helper/attack-helper.h"

#include "model/attack/exploit-payload.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

void
RequireUse(const Injector& injector, const Attacker& attacker)
{
    const std::string kind(injector.Name());
    if (attacker.power < injector.LeastCapability())
    {
        throw std::invalid_argument(kind + " needs " +
                                    std::string(WordFor(injector.LeastCapability())));
    }
    const auto require = [&kind](const auto& usable, auto value)
    {
        if (std::ranges::find(usable, value) == usable.end())
        {
            throw std::invalid_argument(kind + " cannot use an attacker that is or knows \"" +
                                        std::string(WordFor(value)) + "\"");
        }
    };
    require(injector.Positions(), attacker.position);
    require(injector.Knowledges(), attacker.knowledge);
}

} // namespace

AttackHelper::AttackHelper(Deployment& cloud, const Dice& dice)
    : m_cloud(cloud),
      m_dice(dice)
{
}

const Attack&
AttackHelper::Install(std::string_view kind, const Who& who, const OwnKeys* keys)
{
    const Injector& injector = Registry<Injector>::Get().Expect("attack", kind);
    RequireUse(injector, who.attacker);
    const std::unique_ptr<OwnKeys> defaults = injector.MakeKeys();
    m_attacks.push_back(injector.Start({.cloud = m_cloud,
                                        .dice = m_dice,
                                        .number = static_cast<uint32_t>(m_attacks.size()),
                                        .attacker = who.attacker,
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

void
AttackHelper::ReceiveTcp(Guest& guest, const TcpConnection& connection, const Ptr<Packet>& payload)
{
    if (ReadExploit(payload))
    {
        for (const std::unique_ptr<Attack>& attack : m_attacks)
        {
            attack->ReceiveTcp(guest, connection, payload);
        }
        guest.Close(connection);
    }
}

} // namespace ns3::vnlab
