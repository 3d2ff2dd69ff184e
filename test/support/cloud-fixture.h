// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_CLOUD_FIXTURE_H
#define VNLAB_TEST_CLOUD_FIXTURE_H

#include "helper/design-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"

#include "ns3/nstime.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// Tenants and where they run.
struct CloudScenario
{
    struct Tenant
    {
        std::string name;
        std::vector<Specification> versions; ///< the first is deployed by CloudFixture::Start
    };

    std::string name;
    std::vector<Tenant> tenants;
    AddressPlan addresses{AddressPlan::kUnique};
    Topology topology{.racks = 2, .hostsPerRack = 2, .spines = 2};
    PlacementConfig placement{};
    std::vector<ServerProfile> servers{}; ///< beside the controller
    ServerProfile controller{.name = "controller"};
    std::vector<ServerProfile> moreControllers{};
    std::optional<ControlLink> controlLink{}; ///< control channels have a network of their own
    std::optional<WanGraph> wan{};            ///< a line with 1 ms a link, unless told
};

/// VMs that negotiate keys have so long for the last of them, once their rules are there.
inline const Time kToNegotiate = Seconds(5);

/// @return the names of all designs
std::vector<std::string> DesignNames();

/// @return whether operators type a design's rules, 10 s a setting: longer than most runs of tests last
bool IsTyped(const std::string& design);

/// @return a design or one of ReachVariants(), with a controller that pushes its rules in the place of operators, where it has such
DesignChoice Automated(const std::string& design);

/// @return a design's name as GoogleTest takes it: letters and digits only
std::string TestNameOf(const std::string& design);

/// @return the plan of a scenario, before a design has numbered VMs
CloudPlan PlanOf(const CloudScenario& scenario);

/// @return the plan of a scenario with the addresses that VMs have under a design
CloudPlan PlanOf(const CloudScenario& scenario, const Design& design);

/// @return the networks of all tenants as they are first. @param plan of the scenario; outlives them
std::vector<TenantView> FirstViews(const CloudPlan& plan, const CloudScenario& scenario);

/**
 * @brief A scenario under one design, and a record of what its guests got.
 *
 * Plan and helper may be edited before Start. One at a time: it destroys the simulator's events.
 */
class CloudFixture : private GuestListener
{
  public:
    /// A datagram, or what came on a connection.
    struct Arrival
    {
        VmId vm;
        UdpDatagram datagram;
    };

    /// @param design,scenario outlive the fixture
    CloudFixture(const DesignChoice& design, const CloudScenario& scenario);
    ~CloudFixture() override;

    /// Puts the design on its substrate; nothing runs yet. Start() does it where it has not been done.
    /// @param guard nullptr: the design's own
    void Install(std::unique_ptr<AttachGuard> guard = nullptr);

    /// Deploys the first versions and runs until packets obey them.
    /// @param guard nullptr: the design's own
    void Start(std::unique_ptr<AttachGuard> guard = nullptr);

    /// Submits a version of a tenant; runs nothing.
    ChangeReport Change(TenantId tenant, size_t version);

    /// Lets simulated time pass.
    void RunFor(Time time);

    /// @return changes that all agents have acknowledged
    uint32_t Acknowledged() const;

    Deployment& Cloud();
    Substrate& Under();

    /// @return the VM of a name
    VmId Vm(const std::string& name, TenantId tenant = TenantId{0}) const;

    /// Sends a datagram to a port of another VM's first vNIC and lets it arrive.
    /// @return the VMs that got it
    std::vector<VmId> Send(VmId from, VmId to, uint16_t port = kServicePort);

    CloudPlan plan;
    DesignHelper helper;
    std::vector<Arrival> arrivals;

  private:
    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override;
    void ReceiveTcp(Guest& guest,
                    const TcpConnection& connection,
                    const Ptr<Packet>& payload) override;

    const CloudScenario& m_scenario;
    std::unique_ptr<Substrate> m_substrate;
    std::unique_ptr<Deployment> m_deployment;
    uint32_t m_acknowledged{0};
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_CLOUD_FIXTURE_H
