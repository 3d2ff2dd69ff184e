// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPAIR_HOST_H
#define VNLAB_REPAIR_HOST_H

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

/// The keys of `kind = "repair-host"`.
struct RepairHostKeys : KeysOf<RepairHostKeys>
{
    std::string host{"random"}; ///< its number

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_REPAIR_HOST_H
