// SPDX-License-Identifier: GPL-2.0-only
//
// repair-wan: WAN links work again, whatever made them fail.

#include "model/change/wan-partition.h"

namespace ns3::vnlab
{

namespace
{

class RepairWan : public WanPartition
{
  public:
    RepairWan()
        : WanPartition(false)
    {
    }

    std::string_view Name() const override
    {
        return "repair-wan";
    }

    std::string_view Description() const override
    {
        return "WAN links between data centers that have failed work again";
    }
};

const ChangeKindRegistration kRepairWan{std::make_unique<RepairWan>()};

} // namespace

} // namespace ns3::vnlab
