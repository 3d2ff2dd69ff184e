// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RESUBMIT_H
#define VNLAB_RESUBMIT_H

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

/// The keys of `kind = "resubmit"`.
struct ResubmitKeys : KeysOf<ResubmitKeys>
{
    NamedSpecification specification;

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_RESUBMIT_H
