// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_MODEL_BRIDGES_H
#define VNLAB_TEST_MODEL_BRIDGES_H

#include "model/dataplane/pipeline/bridged-pipeline.h"
#include "model/dataplane/vlan-switch.h"
#include "model/substrate/fabric.h"
#include "test/conformance/vlan/vlan-frame.h"

#include <memory>
#include <vector>

namespace ns3::vnlab::test
{

/// Our switch of a host: vNICs are its access ports, the uplink is its last port.
class ModelHost : public VlanSwitchUnderTest, private FabricEdge
{
  public:
    /// @param ports access ports, then one trunk of all VLANs
    /// @param ageing how long it knows a silent address; frames come a millisecond apart
    explicit ModelHost(const std::vector<VlanPort>& ports, Time ageing = Seconds(300));
    ~ModelHost() override;

    VlanOutputs Take(const VlanFrame& frame) override;

  private:
    class Port;

    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override;

    DropLog m_drops;
    Fabric m_fabric;
    VlanSwitch m_switch;
    std::vector<std::unique_ptr<Port>> m_ports;
    uint32_t m_uplink;
    VlanOutputs m_outputs;
};

/// What the fabric's switches are.
enum class FabricKind : uint8_t
{
    kTree,
    kOneHop,
};

/// Our switch of the fabric: a leaf, of which all ports are trunks.
class ModelLeaf : public VlanSwitchUnderTest
{
  public:
    /// @param capacity of its MAC table
    ModelLeaf(const std::vector<VlanPort>& ports, size_t capacity, FabricKind kind);

    VlanOutputs Take(const VlanFrame& frame) override;

  private:
    LinkId LinkOf(uint32_t port) const;

    std::vector<VlanPort> m_ports;
    Topology m_topology;
    WanGraph m_wan;
    DropLog m_drops;
    Fabric m_fabric;
    std::unique_ptr<BridgedPipeline> m_pipeline;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_MODEL_BRIDGES_H
