// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REVOKE_IDENTITY_H
#define VNLAB_REVOKE_IDENTITY_H

#include "model/change/change-kind.h"

#include <string>

namespace ns3::vnlab
{

/// The keys of `kind = "revoke-identity"`.
struct RevokeIdentityKeys : KeysOf<RevokeIdentityKeys>
{
    std::string vm{"random"}; ///< of the tenant

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_REVOKE_IDENTITY_H
