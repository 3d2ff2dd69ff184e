// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACKER_H
#define VNLAB_ATTACKER_H

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// An attacker's power: what it can do in a VM that it owns, each including the ones before it.
enum class Capability : uint8_t
{
    kGuestUser, ///< sends ordinary traffic from its vNIC
    kGuestRoot, ///< forges any frame, removes the hooks in its own VM
    kHostRoot, ///< escapes to the VM's host: has all VMs on it, and sends what it likes on its uplink
};

/// Where its foothold stands, seen from its victims.
enum class Position : uint8_t
{
    kInside,    ///< among them: every VM of the cloud may be a victim
    kNeighbour, ///< in a VM of another tenant: those of the foothold's tenant are no victims
};

/// What it knows of the network.
enum class Knowledge : uint8_t
{
    kEverything, ///< all addresses, tunnels and links (Kerckhoffs)
    kOwnVm,      ///< what each VM that it owns shows of itself: OwnVm
};

/// Power × position × knowledge.
struct Attacker
{
    Capability power{Capability::kGuestUser};
    Position position{Position::kInside};
    Knowledge knowledge{Knowledge::kEverything};

    auto operator<=>(const Attacker&) const = default;
};

/// A value of one of these, in scenario files and for people.
template <class T>
struct AttackerWord
{
    std::string_view name;
    std::string_view description;
    T value;
};

/// All values of one of the enums, in their order.
template <class T>
inline constexpr std::array<AttackerWord<T>, 0> kAttackerWords{};

template <>
inline constexpr std::array kAttackerWords<Capability>{
    AttackerWord{
        "guest-user",
        "sends ordinary datagrams and opens connections from the VM's own stack, through the VM's "
        "hooks, from ports 1024 and up",
        Capability::kGuestUser},
    AttackerWord{
        "guest-root",
        "also sends from ports below 1024, and any frame past the VM's own hooks, tunnel headers "
        "included",
        Capability::kGuestRoot},
    AttackerWord{"host-root",
                 "also owns the VM's host: every VM on it with its keys, and any packet on the "
                 "host's uplink, "
                 "whatever the host switch would check",
                 Capability::kHostRoot},
};

/// Whom every run asks its designs about; others only where an attack has them.
inline constexpr std::array kUsualPowers{Capability::kGuestUser, Capability::kGuestRoot};

template <>
inline constexpr std::array kAttackerWords<Position>{
    AttackerWord{"inside", "every VM but the foothold may be a victim", Position::kInside},
    AttackerWord{"neighbour",
                 "the victims are VMs of other tenants than the foothold's",
                 Position::kNeighbour},
};

template <>
inline constexpr std::array kAttackerWords<Knowledge>{
    AttackerWord{"everything", "all addresses, tunnels and links", Knowledge::kEverything},
    AttackerWord{"own-vm",
                 "what the attacking VM shows: its subnets, and the addresses and tunnels in its "
                 "hooks' maps",
                 Knowledge::kOwnVm},
};

/// @return the word for a value, such as "guest-root"
template <class T>
constexpr std::string_view
WordFor(T value)
{
    return kAttackerWords<T>[static_cast<uint8_t>(value)].name;
}

/// @return the power, and behind it what else is not the default: "guest-root.neighbour.own-vm"
inline std::string
LabelOf(const Attacker& attacker)
{
    std::string label(WordFor(attacker.power));
    if (attacker.position != Attacker{}.position)
    {
        label += "." + std::string(WordFor(attacker.position));
    }
    if (attacker.knowledge != Attacker{}.knowledge)
    {
        label += "." + std::string(WordFor(attacker.knowledge));
    }
    return label;
}

/// @return the lowest port that a guest's program may send from: those below 1024 are root's
constexpr uint16_t
LowestSourcePort(Capability power)
{
    return power == Capability::kGuestUser ? 1024 : 0;
}

} // namespace ns3::vnlab

#endif // VNLAB_ATTACKER_H
