// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_LABELS_H
#define VNLAB_IDENTITY_LABELS_H

#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of identity-labels.
struct IdentityLabelsKeys : KeysOf<IdentityLabelsKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t policyMap{16'384}; ///< entries of a vNIC's; Cilium's default (bpf-policy-map-max)
    uint32_t connections{65'536};
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_LABELS_H
