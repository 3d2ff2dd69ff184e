// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ORDERED_PLANE_H
#define VNLAB_ORDERED_PLANE_H

#include "model/control/plane/beside-plane.h"
#include "model/rule/update-steps.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// What becomes of a tenant's new specification of which a place cannot take a rule.
enum class OnRefusal : uint8_t
{
    kLeave,    ///< what the others took stays
    kRollBack, ///< the specification before it is submitted again
};

/// How changes reach their places: the table `updates` of a variant.
struct UpdateKeys : KeysOf<UpdateKeys>
{
    UpdateOrder order{UpdateOrder::kNaive};
    uint64_t drain_ns{10'000'000}; ///< until packets that were let in before have left the network
    OnRefusal on_refusal{OnRefusal::kLeave};

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/**
 * @ingroup vnlab
 * @brief Has another control plane take changes in steps: the next one when the last place has
 * acknowledged the one before.
 *
 * Changes of one tenant, and those that share a rule, follow one another; others go side by side. The
 * first deployment goes as it comes: no packet is on its way yet. Where agents have moved, what leads to
 * them waits for nothing, as what goes before may wait for them.
 */
class OrderedPlane : public BesidePlane
{
  public:
    OrderedPlane(std::unique_ptr<ControlPlane> other, const UpdateKeys& keys);

    void CloseAgent(EnforcementPoint at) override;
    void MoveAgent(EnforcementPoint at, uint32_t address) override;
    void Submit(PendingRules rules, Done done) override;

  private:
    struct Update
    {
        std::vector<TenantId> tenants; ///< none: of nobody, or of all
        std::deque<UpdateStep> steps;  ///< not yet sent
        bool hasStarted{false};
        uint32_t sent{0}; ///< parts
        uint32_t open{0}; ///< of them, not yet acknowledged
        uint64_t messages{0};
        Done done;
    };

    static bool MustFollow(const Update& later, const Update& earlier);
    void LeadToMoved(uint64_t id);
    void StartReady();
    void Start(uint64_t id);
    void GoOn(uint64_t id);
    void SendNext(uint64_t id);
    void Send(uint64_t id, const RuleDelta& rules);

    UpdateKeys m_keys;
    bool m_isDeployed{false};
    bool m_haveMoved{false};              ///< agents, since the last Submit()
    std::map<uint64_t, Update> m_updates; ///< in the order of Submit()
    uint64_t m_next{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_ORDERED_PLANE_H
