// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OPERATIONS_H
#define VNLAB_OPERATIONS_H

#include "model/cloud/cloud-version.h"
#include "model/cloud/vms-by-host.h"
#include "model/control/control-plane.h"
#include "model/deployment/compiled-cloud.h"
#include "model/deployment/detection.h"
#include "model/deployment/migration.h"
#include "model/deployment/vm-attachment.h"
#include "model/design/design-choice.h"
#include "model/substrate/fabric.h"

#include "ns3/nstime.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What is done for a VM that has moved.
struct MoveManner
{
    bool announces{
        true}; ///< its hypervisor announces it by RARP, as QEMU does (VmAttachment::Announce)
    bool redirects{false};  ///< its old host sends on what still comes for it
    Time redirectFor{};     ///< for so long; 0: until it stops or is back
    bool movesState{false}; ///< what its old host remembers of its connections comes along
};

/// What a change meant for the controller, and what it changed.
struct ChangeReport
{
    uint64_t rulesTouched{0};
    uint64_t scopesRecomputed{0};
    ViewDelta delta;                            ///< of all tenants that it concerned
    std::optional<MigrationReport> migration{}; ///< of a VM that was copied
    std::vector<VmId> withoutRoom{};            ///< VMs that were to start elsewhere and cannot

    /// Adds what came later of the same change.
    void Add(const ChangeReport& further);
};

/**
 * @ingroup vnlab
 * @brief What can be done to a running cloud. Changes, attacks and monitors act through this and
 * nothing else.
 *
 * Each operation makes a new version of the cloud, has the tenants that it concerns compiled, and
 * hands the delta to the control plane. It happens as a whole or, where it throws, not at all.
 * @throws std::invalid_argument where the design cannot serve a tenant, or as said
 * @throws RuleConflict where rules contradict
 */
class Operations
{
  public:
    /// Called when the last agent has acknowledged, with the messages that it took.
    using Done = ControlPlane::Done;
    /// Called when a change that takes time has reached the controller.
    using Submitted = std::function<void(const ChangeReport& report)>;
    /// Told why a change was taken back.
    using RolledBack = std::function<void(const std::string& why)>;
    /// Makes the machine of a VM that was added to the plan.
    using MakeVm = std::function<void(VmId vm)>;
    /// Makes the connection that brings a VM's memory from one host to another.
    using MakeTransfer = std::function<std::unique_ptr<HostTransfer>(HostId from, HostId to)>;

    /// @param design,fabric,plan,attachment,controlPlane outlive this
    /// @param detection until a failure of a host or a link is known
    Operations(const DesignChoice& design,
               Fabric& fabric,
               CloudPlan& plan,
               VmAttachment& attachment,
               ControlPlane& controlPlane,
               MakeVm makeVm,
               MakeTransfer makeTransfer,
               Time detection);

    /// Switches the cloud on: attaches the VMs of the first specifications, has the agents register, and
    /// then deploys the rules.
    /// @param specifications by tenant; they outlive the operations
    /// @param lagAt how long after its confirmation packets obey a rule at a place
    void Begin(std::span<const Specification* const> specifications,
               const std::function<Time(EnforcementPoint at)>& lagAt,
               Done done);

    /**
     * @brief Submits a new specification of a tenant. A VM that goes takes the rules at its hooks
     * along: no message is sent for them.
     *
     * VMs that the plan does not have are added to it, each on the host with the most room, the first
     * of equals; they stay in the plan whatever comes of the change.
     * @param specification outlives the operations, or the next one of the tenant
     * Where changes are rolled back (OnRefusal) and a place cannot take one of its rules, what the tenant
     * wanted before is submitted again once all agents have acknowledged; the change is done when that is.
     * A later specification of the tenant's stays in force.
     * @param rolledBack called then
     * @param step how the specification comes from an earlier one; where that is not the one in force, or
     *        there is none, both are compared
     * @throws std::invalid_argument where a VM cannot be added, saying why, or one that there is would
     *         need another vNIC
     */
    ChangeReport Resubmit(TenantId tenant,
                          const Specification& specification,
                          Done acked,
                          const SpecStep* step = nullptr,
                          RolledBack rolledBack = {});

    /// Called with each link whose traffic passes other VMs, when it comes. Before Begin.
    void OnSteered(std::function<void(const ViewLink& link)> subscriber);

    /// A place could not take a rule.
    void Refused(const RuleKey& rule);

    /// Stops a VM that its tenant goes on wanting, and starts it again where it was.
    /// @throws std::invalid_argument where it does not run, or was not stopped
    ChangeReport Stop(VmId vm, Done acked);
    ChangeReport Start(VmId vm, Done acked);

    /**
     * @brief Moves a VM: it pauses now, and goes on at another host after the downtime; the change is
     * submitted then. Where the VM has been stopped meanwhile, it only changes its place.
     * @throws std::invalid_argument where the VM does not run or is migrating, the host is its own,
     *         has failed or has no room
     */
    void Move(VmId vm,
              HostId to,
              Time downtime,
              Submitted submitted,
              Done acked,
              const MoveManner& manner = {});

    /**
     * @brief Copies a VM's memory to another host while it runs, pauses it for the rest, and has it go
     * on there; the change is submitted then.
     *
     * Where the VM stops meanwhile, or one of the two hosts fails, the migration is given up: the VM,
     * if it still runs, goes on where it was, and what is reported changes nothing. A host that fails is
     * noticed when the sender's timer expires. While links between them are down, the sender goes on
     * trying.
     * @throws std::invalid_argument as Move
     */
    void Migrate(VmId vm,
                 HostId to,
                 const PreCopyOrder& order,
                 Submitted submitted,
                 Done acked,
                 const MoveManner& manner = {});
    bool IsMigrating(VmId vm) const;
    /// @return how often a VM that moved was redirected
    uint64_t Redirects() const;

    /**
     * @brief Gives a VM's vNICs other provider addresses: the next free slots of its host. It goes on
     * where it is, and its host tells it, as after a move.
     *
     * A design under which VMs have no such addresses does not notice.
     * @throws std::invalid_argument where the VM does not run, or its host has failed or has too few free
     *         slots
     */
    ChangeReport Renumber(VmId vm, Done acked);

    /**
     * @brief A host loses its power with all VMs on it, at once; the control plane learns of it after the
     * substrate's detection. It gets it back with empty tables: its agent registers again, which tells
     * the control plane, and those of its VMs that have not been started elsewhere start again.
     * @param submitted called when the control plane has learned of it
     * @throws std::invalid_argument where it has failed already, or has not
     */
    void Fail(HostId host, Done acked, Submitted submitted = {});
    void Repair(HostId host, Done acked, Submitted submitted = {});

    /**
     * @brief The VMs of a host that has failed start elsewhere: each on the host with the most room, the
     * first of equals. Those that were stopped, or for which there is no room, stay where they are.
     * @throws std::invalid_argument where the host is not known to have failed
     */
    ChangeReport Evacuate(HostId host, Done acked);

    /// One direction of a link fails, or works again, at once; switches and control plane learn of it
    /// after the substrate's detection.
    /// @param submitted called then, or when it is over, should that come first
    /// @throws std::invalid_argument where it has failed already, or has not
    void Fail(LinkId link, Done acked, Submitted submitted = {});
    void Repair(LinkId link, Done acked, Submitted submitted = {});

    /// A server loses its power, or gets it back. What it runs goes on where it was; the control plane is
    /// told of its controllers, and knows when it has detected that.
    /// @throws std::invalid_argument where it has failed already, or has not
    void Fail(ServerId server, Done acked, Submitted submitted = {});
    void Repair(ServerId server, Done acked, Submitted submitted = {});

    /// @return whether a thing has failed, known or not
    bool HasFailed(HostId host) const;
    bool HasFailed(LinkId link) const;
    bool HasFailed(ServerId server) const;

    /**
     * @brief A VM's certificate is revoked, for good: no host admits the VM again, and wherever its
     * identity is known what it is permitted is taken back, as if its tenant wanted none of its links.
     * @throws std::invalid_argument where hosts verify no identities, or it has been revoked already
     */
    ChangeReport Revoke(VmId vm, Done acked);
    bool IsRevoked(VmId vm) const;

    /// The connection between controller and agent at a place breaks, as when something between them
    /// forgets it. What the place holds stays, no version is made, and it is the control plane's to
    /// mend.
    void BreakChannel(EnforcementPoint at);

    /// Limits what each of a VM's vNICs may send, or lifts that: its host drops the rest as
    /// `rate-limited`. It holds at once and wherever the VM goes; no rule and no message is needed.
    void Limit(VmId vm, const RateLimit& limit);
    void Unlimit(VmId vm);

    /// @return when all agents had registered and all VMs were attached, so that the first rules could be
    ///         submitted; 0 before
    Time Registered() const;

    const CloudVersion& Version() const;
    std::span<const TenantView> Views() const;
    /// @return a number that changes whenever one of the views does
    uint64_t ViewsVersion() const;
    const RuleStore& Store() const;

  private:
    struct Migrating
    {
        std::unique_ptr<Migration> migration;
        std::vector<VnicPlace> places; ///< there, taken
        Submitted submitted;
        Done acked;
        MoveManner manner;
    };

    /// A new specification that is not yet acknowledged.
    struct Submission
    {
        const Specification* before;
        std::set<RuleKey> written;
        std::set<RuleKey> refused{}; ///< of them
    };

    ChangeReport Submit(TenantId tenant,
                        const Specification& specification,
                        Done acked,
                        const SpecStep* step,
                        Submission* submission);
    void Settle(uint64_t id,
                TenantId tenant,
                const Specification& wanted,
                uint64_t messages,
                const Done& acked,
                const RolledBack& rolledBack);
    void Deploy(PendingRules rules, Time lag, const Done& done);
    template <class Links>
    void TellSteered(const Links& links) const;
    /// What makes the next version of tenants.
    using Edits = std::map<TenantId, ViewEdit>;

    void Grow(TenantId tenant, const Specification& specification, const SpecDelta& delta);
    HostId HostForNewVm() const;
    TenantView MakeView(TenantId tenant) const;
    std::vector<ViewStep> StepsOf(const Edits& edits) const;
    Edits Touching(std::span<const VmId> vms) const;
    Edits TouchingSubstrate() const;
    bool IsReadWhole(TenantId tenant) const;
    ViewStep ReadWhole(const TenantView& before) const;

    template <class Thing>
    static void Expect(const Detection<Thing>& things,
                       const std::string& what,
                       Thing thing,
                       bool hasFailed);
    void SetFailed(LinkId link, bool fails, const Done& acked, const Submitted& submitted);
    void SetFailed(ServerId server, bool fails, const Done& acked, const Submitted& submitted);
    void PowerOff(HostId host);
    std::vector<VnicPlace> PlacesOf(VmId vm) const;
    bool PlaceElsewhere(VmId vm);
    void FollowFailures(LinkId link);
    bool HasPower(NodeRef node) const;

    /// Puts a thing among those that are known to have failed, or takes it from them, and goes on to the
    /// version that follows. @param edits what it concerns
    template <class Thing>
    void Know(std::set<Thing>& known,
              Thing thing,
              bool fails,
              const Edits& edits,
              const Done& acked,
              const Submitted& submitted);

    /// Goes on to the version as it is now.
    /// @param edits what made it so, of the tenants that it concerns
    /// @param undo takes that back, on failure
    /// @param submission is told which rules are written, and knows which places do not have to erase
    ChangeReport Apply(const Edits& edits,
                       const std::function<void()>& undo,
                       Done acked,
                       Submission* submission = nullptr);
    void Attach(const ViewDelta& delta, RuleDelta& rules);
    void Land(VmId vm,
              const std::vector<VnicPlace>& places,
              const Submitted& submitted,
              Done acked,
              const MoveManner& manner);
    void Follow(VmId vm, const std::vector<VnicPlace>& from, const MoveManner& manner);
    std::vector<VnicPlace> TakePlaces(VmId vm, HostId to);
    std::vector<VnicPlace> TakeSlots(VmId vm, HostId at);
    ChangeReport GoTo(VmId vm, const std::vector<VnicPlace>& places, Done acked);
    void LandMigrated(VmId vm);
    void GiveUpMigration(VmId vm);
    void Place(VmId vm, const std::vector<VnicPlace>& places);
    void GiveBack(const std::vector<VnicPlace>& places);

    Fabric& m_fabric;
    CloudPlan& m_plan;
    VmAttachment& m_attachment;
    ControlPlane& m_controlPlane;
    MakeVm m_makeVm;
    MakeTransfer m_makeTransfer;
    Recompute m_recompute;
    CompiledCloud m_compiled;
    CloudVersion m_version;
    VmsByHost m_vmsByHost; // of this version
    Time m_detection;
    Detection<HostId> m_hosts;
    Detection<LinkId> m_links;
    Time m_registered;
    std::set<VmId> m_revoked;
    std::vector<const Specification*> m_wanted; // by TenantId
    std::map<VmId, Migrating> m_migrating;
    OnRefusal m_onRefusal;
    std::map<uint64_t, Submission> m_submissions; // where they are rolled back
    uint64_t m_nextSubmission{0};
    std::function<void(const ViewLink& link)> m_steered;
    uint64_t m_viewsVersion{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_OPERATIONS_H
