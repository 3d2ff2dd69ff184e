// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_MODEL_CLOUD_H
#define VNLAB_TEST_VTEP_MODEL_CLOUD_H

#include "model/dataplane/vtep.h"
#include "test/conformance/vtep/world.h"

#include <memory>
#include <vector>

namespace ns3::vnlab::test
{

/// What is deliberately wrong about the model: the comparison has to notice each.
enum class Mutant
{
    kNone,
    kTtl63,              ///< outer TTL
    kNoOuterEcn,         ///< outer ECN 0
    kNoUdpChecksum,      ///< outer UDP checksum 0
    kWrongVni,           ///< of the second segment, everywhere
    kSmallMtu,           ///< 1499 on the underlay
    kOneEntryMissing,    ///< host 0 does not know about host 2
    kLearningTurnedOver, ///< on where it should be off, and the other way round
};

const char* ToString(Mutant mutant);

/// The world of our vxlan model: one Vtep per host on a Fabric with one leaf.
class ModelCloud : private FrameSink
{
  public:
    explicit ModelCloud(Mode mode, Mutant mutant = Mutant::kNone);
    ~ModelCloud() override;

    /// Puts frames in and runs until nothing moves.
    Sightings Inject(const Input& input);

  private:
    Vni VniOf(uint32_t segment) const;
    void AddHost(uint32_t host, Mode mode);
    void AddVm(uint32_t vm);
    void FillStatic();
    void FillFlood();
    void See(Place place, const Ptr<const Packet>& frame);
    void SeeUplink(std::string context, Ptr<const Packet> frame);
    void ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame) override;

    Mutant m_mutant;
    DropLog m_drops;
    Fabric m_fabric;
    std::vector<std::unique_ptr<Vtep>> m_vteps;
    std::vector<Ptr<VnicDevice>> m_vnics;
    Sightings m_seen;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_MODEL_CLOUD_H
