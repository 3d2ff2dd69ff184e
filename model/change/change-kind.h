// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_KIND_H
#define VNLAB_CHANGE_KIND_H

#include "model/deployment/deployment.h"
#include "model/key/own-keys.h"
#include "model/key/registry.h"
#include "model/spec/spec-source.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Whom a change is of.
enum class ChangeOf : uint8_t
{
    kTenant,
    kSubstrate, ///< what all tenants share; the change has no key `tenant`
};

/// Whether the tenants that a change is of are there.
enum class Presence : uint8_t
{
    kStays,
    kComes, ///< they want nothing before, and what their group states from then on
    kGoes,  ///< they want nothing from then on
};

/// One change, of a tenant or of the substrate, when its time has come.
struct ChangeSetting
{
    Deployment& cloud;
    TenantId tenant; ///< no meaning where it is of the substrate
    const Specification*
        wanted;    ///< in force of the tenant from now on, outlives the run; else nullptr
    uint64_t seed; ///< for what is left to chance; the same under every design
    Operations::Submitted submitted; ///< may be called more than once, as may the next
    Operations::Done acked;
    std::function<void(const std::string& why)> failed{
        [](const std::string&) {}}; ///< it cannot be made, or a part of it
    const SpecStep* step{nullptr};  ///< to `wanted`, from what was to be in force before
};

/// Takes a step of a change that is made over time. Where it cannot be taken, `failed` is told.
void Attempt(const ChangeSetting& setting, const std::function<void()>& step);

/// Why a change cannot be made.
struct ChangeObjection
{
    std::string key;     ///< of the change, that is wrong
    std::string problem; ///< "is …; accepted …"
};

/// A specification that a change's keys name; the program reads it.
struct NamedSpecification
{
    SpecSource source;
    std::shared_ptr<const Specification> read;
};

class ChangeKind;

/// Changes of one kind that come at random times: a Poisson process, from its change's time on.
struct Arrivals
{
    const ChangeKind& kind;
    const OwnKeys& keys; ///< of that kind
    double rate_hz;
    uint64_t
        until_ns; ///< from the start of the traffic, or until the run's end if that comes first
};

/**
 * @brief A kind of change: what it makes of what a tenant wants, and what it does to the cloud.
 *
 * To add one, write a file with a subclass and a ChangeKindRegistration; `[[changes]] kind` then
 * knows it by its name. Stateless: one object serves all runs.
 */
class ChangeKind
{
  public:
    virtual ~ChangeKind() = default;

    /// @return the name in scenario files, such as "rewire"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return the keys of its own in [[changes]], with their defaults
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /// @return whom it is of: a tenant, unless it says otherwise
    virtual ChangeOf Of(const OwnKeys& keys) const;

    /// @return whether its tenants come, go, or stay as they are, which is the default
    virtual Presence TenantsBecome() const;

    /// @return the changes that it stands for, valid as long as the keys; nothing: it is one itself
    virtual std::optional<Arrivals> StandsFor(const OwnKeys& keys) const;

    /// @return where its keys name a specification, or nullptr
    virtual NamedSpecification* Named(OwnKeys& keys) const;

    /// @param tenant in words, such as `tenant "shop-1"`
    /// @param before what it wants until then
    /// @return why it cannot be made, or nothing where it can
    virtual std::optional<ChangeObjection> Objection(const std::string& tenant,
                                                     const Specification& before,
                                                     const OwnKeys& keys) const;

    /// @return why it cannot be made on a substrate, whatever tenants want, or nothing where it can
    virtual std::optional<ChangeObjection> ObjectionOn(const Topology& topology,
                                                       const OwnKeys& keys) const;

    /// @return what of it cannot be done under a design, and why: `vnlab check` warns of it, and a run
    ///         counts the change as failed; nothing where all of it can
    virtual std::optional<std::string> Shortfall(const Design& design, const OwnKeys& keys) const;

    /// @return the key that names a controller, and the name; nothing where none does, or chance chooses
    virtual std::optional<std::pair<std::string, std::string>> NamedController(
        const OwnKeys& keys) const;

    /// @return what the tenant wants afterwards, or nullptr: the same as before
    /// @throws std::invalid_argument where that cannot be worked out
    virtual std::shared_ptr<const Specification> Wanted(const Specification& before,
                                                        const OwnKeys& keys,
                                                        uint64_t seed) const;

    /// @return whether chance decides which VMs the tenant wants afterwards
    virtual bool DrawsVms(const OwnKeys& keys) const;

    /// @param before the VMs of the tenant that are in quarantine: none of their links is in force
    /// @param wanted by the tenant afterwards
    /// @return those that are in quarantine afterwards: the same, by default
    /// @throws std::invalid_argument as Wanted
    virtual std::set<std::string> Quarantined(const std::set<std::string>& before,
                                              const Specification& wanted,
                                              const OwnKeys& keys,
                                              uint64_t seed) const;

    /// Makes the change now, by the setting's cloud's operations, and tells the setting's callbacks.
    /// The default submits the tenant's specification that is in force from now on.
    /// @throws std::invalid_argument, RuleConflict where it cannot be made; what is found out later is told
    ///         to `failed`
    virtual void Make(const ChangeSetting& setting, const OwnKeys& keys) const;
};

/// Makes a kind of change known by its name: one static object in its file.
using ChangeKindRegistration = Registration<ChangeKind>;

/// @return the kind of change, or nullptr
const ChangeKind* FindChangeKind(std::string_view name);

/// @return all kinds of change, by name
std::vector<const ChangeKind*> AllChangeKinds();

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_KIND_H
