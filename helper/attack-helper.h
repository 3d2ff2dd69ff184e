// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACK_HELPER_H
#define VNLAB_ATTACK_HELPER_H

#include "model/attack/injector.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Puts attackers into a deployment that has been started, owns them, and hands them the
 * datagrams and the data on connections that arrive at its guests. A connection that brought an exploit is
 * closed.
 */
class AttackHelper : public GuestListener
{
  public:
    /// @param cloud outlives the helper; AddListener makes it hand over what its guests get
    /// @param dice the same dice under every design make designs comparable
    AttackHelper(Deployment& cloud, const Dice& dice);

    /// Who attacks, and when.
    struct Who
    {
        Attacker attacker;
        VmId foothold;
        Time start;
        Time stop;
        AttackObserver* observer{nullptr}; ///< not owned; nullptr: nobody watches
    };

    /**
     * @brief Schedules an attack.
     * @param kind name of an Injector
     * @param keys of that injector; nullptr: its defaults
     * @return the attack, the helper's
     * @throws std::invalid_argument where there is no such kind, with those that there are, it cannot use
     *         such an attacker, or the cloud has no such VM as a key names
     */
    const Attack& Install(std::string_view kind, const Who& who, const OwnKeys* keys = nullptr);

    /// @return all attacks, in the order of Install
    const std::vector<std::unique_ptr<Attack>>& Attacks() const;

    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override;
    void ReceiveTcp(Guest& guest,
                    const TcpConnection& connection,
                    const Ptr<Packet>& payload) override;

  private:
    Deployment& m_cloud;
    Dice m_dice;
    std::vector<std::unique_ptr<Attack>> m_attacks;
};

} // namespace ns3::vnlab

#endif // VNLAB_ATTACK_HELPER_H
