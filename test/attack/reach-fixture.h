// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_REACH_FIXTURE_H
#define VNLAB_TEST_REACH_FIXTURE_H

#include "model/attack/forged-frame.h"
#include "model/spec/reach-question.h"
#include "test/attack/scenarios.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

using Reached = std::map<VmId, std::set<VmId>>; ///< by foothold

std::string ToString(const Reached& reached);

/// A design, a scenario that it serves, and an attacker who has victims there.
struct ReachCase
{
    std::string design;
    std::string scenario;
    Attacker attacker;
};

/// @return all combinations
std::vector<ReachCase> ReachCases();

std::string NameOf(const testing::TestParamInfo<ReachCase>& test);

/// A running cloud, in which every VM in turn is the foothold.
class ReachFixture : public testing::TestWithParam<ReachCase>
{
  protected:
    /// Between two footholds: what switches learned and guests resolved is forgotten.
    static const Time kForget;

    ReachFixture();
    void SetUp() override;

    /// What the design claims.
    Reached Claimed(Contact contact,
                    std::vector<VmId> (*set)(const Reachability&, VmId),
                    const std::vector<Service>& services = {});

    /// @return whether the attacker in a VM is after another
    bool IsVictim(VmId from, VmId to) const;

    /// Calls `attempt` for each foothold with each of its victims, one after the other.
    void ForEachPair(VmId from, const std::function<void(VmId from, VmId to)>& attempt);

    /// @return the attacked services between two vNICs
    std::vector<Service> Attacked(VnicId from,
                                  VnicId to,
                                  const std::vector<Service>& chosen = {}) const;

    /// @return those between any vNIC of a VM and another's vNIC
    std::set<Service> AttackedBy(VmId from,
                                 VnicId to,
                                 const std::vector<Service>& chosen = {}) const;

    /// Calls `send` for each port that is worth sending from, of those that the power may use.
    void FromManyPorts(const std::function<void(uint16_t port)>& send) const;

    /// @return whether the attacker in a VM may send to the address of a vNIC
    bool Knows(VmId from, VnicId target);

    /// @return the VMs that the attacker has by having one
    std::vector<VmId> Own(VmId from);
    HostId HostOf(VmId vm) const;

    /// Injects every frame that root's knowledge allows: with messages of each attacked service of the
    /// link whose other end the frame names.
    void ForgeAll(VmId from,
                  VnicId target,
                  const std::vector<Service>& chosen,
                  const std::function<std::vector<ForgedMessage>(const Service&)>& messages);

    DesignChoice m_choice;
    const Design& m_design;
    const CloudScenario& m_scenario;
    Attacker m_attacker;
    CloudFixture m_cloud;

  private:
    void ForgeInVm(VmId from,
                   VnicId target,
                   const std::vector<Service>& chosen,
                   const std::function<std::vector<ForgedMessage>(const Service&)>& messages);
    std::set<VnicId> OnChains();
    void ForgeAtHost(HostId from, VnicId as, VnicId target, const ForgedMessage& message);
    void PassOn(VmId from, VnicId as, VnicId target, const ForgedMessage& message);
    void ForgeAs(VmId from, VnicId as, VnicId target, const ForgedMessage& message);
    void ForgeFromMaps(VmId from, VnicId target, const ForgedMessage& message);
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_REACH_FIXTURE_H
