// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SITE_H
#define VNLAB_SITE_H

#include "model/key/own-keys.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// The keys of `kind = "site"`.
struct SiteKeys : KeysOf<SiteKeys>
{
    std::string calls;                ///< "tenant/vm"
    uint64_t interval_ns{10'000'000}; ///< between two calls
    std::string network;              ///< behind it, with a gateway; ""
    std::string gateway;              ///< name of a virtual gateway; "": it belongs to nobody

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_SITE_H
