// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_PLANE_FIXTURE_H
#define VNLAB_TEST_PLANE_FIXTURE_H

#include "model/control/control-plane.h"
#include "test/support/fake-target.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <memory>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{

inline const EnforcementPoint kHost = EnforcementPoint::Of(HostId{0});
inline const EnforcementPoint kOtherHost = EnforcementPoint::Of(HostId{1});
inline const EnforcementPoint kHook = EnforcementPoint::Of(VnicId{0});
inline const EnforcementPoint kOtherHook = EnforcementPoint::Of(VnicId{1});

/// Rules of RuleAt, each at its place.
using RulesAt = std::vector<std::pair<EnforcementPoint, uint32_t>>;

/// @return a delta, as it is submitted
inline PendingRules
Pending(const RulesAt& written, const RulesAt& erased = {})
{
    RuleDelta delta;
    for (const auto& [at, key] : written)
    {
        delta.written.push_back(RuleAt(at, key));
    }
    for (const auto& [at, key] : erased)
    {
        delta.erased.push_back(RuleAt(at, key).where);
    }
    PendingRules rules;
    rules.Add(delta);
    return rules;
}

/// Notes what a control plane does to places, which refuse rule 666.
class PlaneFixture : public testing::Test
{
  protected:
    ~PlaneFixture() override
    {
        Simulator::Destroy();
    }

    std::unique_ptr<RuleAgent> MakeAgent(const RuleTiming& timing)
    {
        return std::make_unique<RuleAgent>(
            std::make_unique<FakeTarget>(m_operations, std::set<uint32_t>{666}), timing);
    }

    ControlPlane::Done Note()
    {
        return [this](uint64_t messages)
        {
            m_messages.push_back(messages);
            m_doneAt.push_back(Simulator::Now());
            m_operationsWhenDone.push_back(m_operations.size());
        };
    }

    std::vector<uint32_t> KeysAt(EnforcementPoint place) const
    {
        std::vector<uint32_t> keys;
        for (const Operation& operation : m_operations)
        {
            if (operation.place == place)
            {
                keys.push_back(operation.key);
            }
        }
        return keys;
    }

    std::vector<Operation> m_operations;
    std::vector<uint64_t> m_messages;
    std::vector<Time> m_doneAt;
    std::vector<size_t> m_operationsWhenDone;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_PLANE_FIXTURE_H
