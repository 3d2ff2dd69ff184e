// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INJECTOR_H
#define VNLAB_INJECTOR_H

#include "model/attack/attack-observer.h"
#include "model/deployment/deployment.h"
#include "model/dice.h"
#include "model/guest/guest.h"
#include "model/key/own-keys.h"
#include "model/key/registry.h"
#include "model/spec/attacker.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Where and when an attack happens, whoever makes it.
struct AttackSetting
{
    Deployment& cloud; ///< outlives the attack
    Dice dice;         ///< the same under every design
    uint32_t number;   ///< of the attack in its run: its packets carry it
    Attacker attacker;
    VmId foothold;
    Time start;
    Time stop;                         ///< nothing is sent at or after it
    AttackObserver* observer{nullptr}; ///< not owned; nullptr: nobody watches

    /// @return whether the attacker's position makes a VM one of its victims
    bool IsVictim(VmId vm) const;
};

/// What an attack came to.
struct AttackOutcome
{
    uint64_t attempts{0};
    uint64_t delivered{0};                          ///< attempts of which a packet arrived
    std::vector<std::pair<VmId, Time>> compromised; ///< in order, the foothold first; may be empty
    std::optional<bool> success; ///< whether it got what it was after, where that is one thing
    /// What else it counted, by name: metric `attack.<name>.<label>`, which takes a row
    /// (model/key/metric.h) in the attack's own file.
    std::map<std::string, uint64_t> counts{};
};

/// An attack at work.
class Attack
{
  public:
    virtual ~Attack() = default;

    /// Takes an exploit that arrived at a guest in a datagram; of any attack.
    virtual void Receive(const Guest& guest, const UdpDatagram& datagram) = 0;

    /// Takes one that arrived on a connection. Attacks that open none do nothing.
    virtual void ReceiveTcp(const Guest& guest,
                            const TcpConnection& connection,
                            const Ptr<Packet>& payload);

    virtual AttackOutcome Outcome() const = 0;
};

/// A value of a key that its type accepts and its attack does not.
struct KeyProblem
{
    std::string key;
    std::string value;
    std::string accepted; ///< in words
};

/**
 * @brief A kind of attack, as something that acts in the simulated cloud.
 *
 * To add one, write a file with a subclass and an InjectorRegistration; `[[attacks]] kind` then
 * knows it by its name. Stateless: one object serves all runs.
 */
class Injector
{
  public:
    virtual ~Injector() = default;

    /// @return the name in scenario files, such as "lateral-movement"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return the keys of its own in [[attacks]], with their defaults
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /// @return the least that the attacker must be able to do
    virtual Capability LeastCapability() const;

    /// @return the most that it makes use of; unless overridden, root in a VM
    virtual Capability MostCapability() const;

    /// @return where the attacker may stand; unless overridden, only inside
    virtual std::vector<Position> Positions() const;

    /// @return what it may know; unless overridden, only everything
    virtual std::vector<Knowledge> Knowledges() const;

    /// @return what is wrong with its keys' values; unless overridden, nothing
    virtual std::vector<KeyProblem> Problems(const OwnKeys& keys) const;

    /// @return what an attack is called in metrics; unless overridden, its name and LabelOf(attacker)
    virtual std::string Label(const Attacker& attacker, const OwnKeys& keys) const;

    /// @return the keys whose values name a VM as "tenant/vm", with those values
    virtual std::vector<std::pair<std::string, std::string>> NamedVms(const OwnKeys& keys) const;

    /// @return that of them which names the one victim; nothing: the attack has no such VM
    virtual std::optional<std::pair<std::string, std::string>> NamedVictim(
        const OwnKeys& keys) const;

    /// Schedules the attack. @param keys as MakeKeys() made them, with the scenario's values
    /// @throws std::invalid_argument where the cloud has no VM that a key names, or the victim that a key
    ///         names is none for the attacker's position
    virtual std::unique_ptr<Attack> Start(const AttackSetting& setting,
                                          const OwnKeys& keys) const = 0;
};

/// Makes a kind of attack known by its name: one static object in its file.
using InjectorRegistration = Registration<Injector>;

/// @return the kind of attack, or nullptr
const Injector* FindInjector(std::string_view name);

/// @return all kinds of attack, by name
std::vector<const Injector*> AllInjectors();

} // namespace ns3::vnlab

#endif // VNLAB_INJECTOR_H
