// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_POPULATION_H
#define VNLAB_POPULATION_H

#include "ns3/packet.h"
#include "ns3/tag.h"

#include <cstddef>
#include <cstdint>

namespace ns3::vnlab
{

/// Whom a packet serves. Metrics are over one population; they say which one.
enum class Population : uint8_t
{
    kTraffic, ///< the guests: all that nobody marked
    kProbe, ///< us, to see whether a changed link passes packets: from vNIC to vNIC, no guest sees it
    kAttack,    ///< an attacker, and what guests answer it
    kControl,   ///< the control plane
    kMigration, ///< memory of VMs on its way to another host
};

inline constexpr size_t kPopulations = 5;

/// Stays on a packet through headers, copies and fragments.
class PopulationTag : public Tag
{
  public:
    static TypeId GetTypeId()
    {
        static const TypeId tid = TypeId("ns3::vnlab::PopulationTag")
                                      .SetParent<Tag>()
                                      .SetGroupName("Vnlab")
                                      .AddConstructor<PopulationTag>();
        return tid;
    }

    explicit PopulationTag(Population population = Population::kTraffic)
        : m_population(population)
    {
    }

    Population Get() const
    {
        return m_population;
    }

    TypeId GetInstanceTypeId() const override
    {
        return GetTypeId();
    }

    uint32_t GetSerializedSize() const override
    {
        return 1;
    }

    void Serialize(TagBuffer buffer) const override
    {
        buffer.WriteU8(static_cast<uint8_t>(m_population));
    }

    void Deserialize(TagBuffer buffer) override
    {
        m_population = static_cast<Population>(buffer.ReadU8());
    }

    void Print(std::ostream& out) const override
    {
        out << "population=" << static_cast<int>(m_population);
    }

  private:
    Population m_population;
};

inline Population
PopulationOf(const Ptr<const Packet>& packet)
{
    PopulationTag tag;
    packet->PeekPacketTag(tag); // leaves it as it is where there is none
    return tag.Get();
}

/// Marks a packet; one that has a mark keeps it.
inline void
Mark(const Ptr<Packet>& packet, Population population)
{
    PopulationTag tag;
    if (population != Population::kTraffic && !packet->PeekPacketTag(tag))
    {
        packet->AddPacketTag(PopulationTag(population));
    }
}

} // namespace ns3::vnlab

#endif // VNLAB_POPULATION_H
