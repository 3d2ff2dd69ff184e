// SPDX-License-Identifier: GPL-2.0-only
//
// partition-wan: data centers are cut off from each other. What crosses the WAN is lost, control channels in
// band included, until routers know another way, if there is one.

#include "model/change/wan-partition.h"

namespace ns3::vnlab
{

namespace
{

class PartitionWan : public WanPartition
{
  public:
    PartitionWan()
        : WanPartition(true)
    {
    }

    std::string_view Name() const override
    {
        return "partition-wan";
    }

    std::string_view Description() const override
    {
        return "all WAN links between data centers fail, both ways";
    }
};

const ChangeKindRegistration kPartitionWan{std::make_unique<PartitionWan>()};

} // namespace

} // namespace ns3::vnlab
